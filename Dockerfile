# Built in one image, run in another: no compiler, no pip cache, no tests in what runs.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/strideback
COPY requirements.lock .
RUN /opt/strideback/bin/pip install --require-hashes --no-deps -r requirements.lock

FROM python:3.12-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin strideback
COPY --from=build /opt/strideback /opt/strideback
WORKDIR /app
COPY protocols protocols
COPY storage storage
COPY scheduler scheduler
COPY bot bot
# Charts want a folder for their font cache; /tmp is the only place where this container may write.
ENV PATH=/opt/strideback/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR=/tmp HOME=/tmp
# Whoever runs here may not write: without this every start would compile everything anew.
RUN python -m compileall -q protocols storage scheduler bot
USER 10001:10001
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
