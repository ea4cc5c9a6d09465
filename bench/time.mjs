// Delays and timeouts.

export const delay = (time) => new Promise((resolve) => setTimeout(resolve, time));

// Rejects if `promise` is not settled within `time` milliseconds.
export function withTimeout(time, promise) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${time} ms`)), time);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
