"""SVG to PNG, with our own letters."""

from bot.media.fonts import font_file


def png_of(svg: str, width: int) -> bytes:
    """The document as a PNG `width` pixels wide. It keeps Python's lock while it draws: see bot.media.offload."""
    from resvg_py import svg_to_bytes  # a native library: loaded with the first picture

    fonts = [str(font_file()), str(font_file(bold=True))]
    return svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=fonts)
