# gunicorn reads this file by itself. It listens on $PORT when that is set.
workers = 1
threads = 8
# Shorter than the platform's 10 seconds between "please stop" and the end.
graceful_timeout = 9
