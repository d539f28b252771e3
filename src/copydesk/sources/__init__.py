"""Where dumps come from: each source opens a container and yields Raw pages."""
