// Runs another program in the foreground, as if it were this one.
import { spawn } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** Resolves with the exit code. Signals are passed on; what the program makes of them is its own affair. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const { channel, ...rest } = options;
    const stdio = ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])];
    const child = spawn(program, args, { stdio, ...rest });
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}
