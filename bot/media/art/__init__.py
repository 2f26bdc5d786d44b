"""Exercise drawings: a jointed figure posed in three dimensions, seen by a camera, written as SVG."""
