import net from 'node:net';
import tls from 'node:tls';

const ANSWER_WITHIN_MS = 1000;

/** One connection to Redis, opened when first needed and again after it broke. Speaks only what counting takes of the protocol (RESP). */
export class Redis {
  #url;
  #connection = null;

  constructor(url) {
    this.#url = new URL(url);
  }

  /** Sends a command, e.g. `send('INCR', 'key')`, and gives its answer. Rejects when Redis refuses it or is not there. */
  async send(...command) {
    this.#connection ??= this.#connect();
    return this.#connection.send(command);
  }

  #connect() {
    const { protocol, hostname, port, username, password, pathname } = this.#url;
    const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
    const socket = protocol === 'rediss:' ? tls.connect({ ...address, servername: address.host }) : net.connect(address);
    const connection = new Connection(socket, () => (this.#connection = null));

    // Redis answers in order, so these come before the first command; their failure becomes the failure of that one.
    const login = [username, password].filter(Boolean).map(decodeURIComponent);
    if (password) connection.send(['AUTH', ...login]).catch((fault) => socket.destroy(fault));
    if (pathname.length > 1) connection.send(['SELECT', pathname.slice(1)]).catch((fault) => socket.destroy(fault));
    return connection;
  }
}

class Connection {
  #socket;
  #waiting = [];
  #received = '';

  constructor(socket, onClosed) {
    this.#socket = socket;
    let fault = new Error('Redis closed the connection');
    socket.setEncoding('utf8');
    socket.setNoDelay(true);
    socket.on('data', (text) => this.#receive(text));
    socket.on('error', (error) => (fault = error));
    socket.on('timeout', () => socket.destroy(new Error('Redis does not answer')));
    socket.on('close', () => {
      onClosed();
      for (const { reject } of this.#waiting) reject(fault);
    });
  }

  send(command) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#socket.setTimeout(ANSWER_WITHIN_MS);
      const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      this.#socket.write(`*${words.length}\r\n${words.join('')}`);
    });
  }

  /** Every answer to what we send is one line: `+OK`, `:3` or `-ERR why`. */
  #receive(text) {
    const lines = (this.#received + text).split('\r\n');
    this.#received = lines.pop();
    for (const line of lines) {
      const { resolve, reject } = this.#waiting.shift();
      if (line[0] === '-') reject(new Error(line.slice(1)));
      else resolve(line[0] === ':' ? Number(line.slice(1)) : line.slice(1));
    }
    if (this.#waiting.length === 0) this.#socket.setTimeout(0);
  }
}
