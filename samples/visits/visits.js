import { Redis } from './redis.js';

const KEPT_FOR_SECONDS = 30 * 24 * 60 * 60;
const KEPT_HERE = 10_000;

/** Counts where all instances see it, when there is a Redis; else in this process. */
export function createVisits(environment) {
  const url = findRedisUrl(environment);
  return url ? new SharedVisits(new Redis(url)) : new OwnVisits();
}

/** The first service whose credentials lead to a Redis, else REDIS_URL. */
function findRedisUrl({ VCAP_SERVICES, REDIS_URL }) {
  const services = Object.values(JSON.parse(VCAP_SERVICES || '{}')).flat();
  const urls = services.flatMap(({ credentials }) => [credentials?.uri, credentials?.url]);
  return [...urls, REDIS_URL].find((url) => /^rediss?:\/\//.test(url ?? ''));
}

class SharedVisits {
  place = 'counted by all instances together, in Redis';
  #redis;

  constructor(redis) {
    this.#redis = redis;
  }

  async add(session) {
    const key = `visits:${session}`;
    const [count] = await Promise.all([this.#redis.send('INCR', key), this.#redis.send('EXPIRE', key, `${KEPT_FOR_SECONDS}`)]);
    return count;
  }
}

class OwnVisits {
  place = 'counted by this instance alone: no Redis is bound, and REDIS_URL is not set';
  #counts = new Map();

  async add(session) {
    const count = (this.#counts.get(session) ?? 0) + 1;
    // Deleted and set again, the session moves to the end: the one at the front is the longest unseen.
    this.#counts.delete(session);
    this.#counts.set(session, count);
    if (this.#counts.size > KEPT_HERE) this.#counts.delete(this.#counts.keys().next().value);
    return count;
  }
}
