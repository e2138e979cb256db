// A mail server that takes everything, or refuses it, and remembers.
import { createServer } from 'node:net';

export interface Taken {
  from?: string;
  to: string;
  body: string;
}

export interface MailServer {
  url: string;
  taken: Taken[];
  /** The answer to the next recipients, such as '550 unknown'; undefined takes them. */
  refuse?: string;
  /** The answer to the next mails when they are complete; 'hang up' gives none. */
  answer?: string;
  stop(): Promise<void>;
}

export async function smtpServer(port = 0): Promise<MailServer> {
  const state: MailServer = { url: '', taken: [], stop: async () => {} };
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8');
    let [buffer, from, to, body, inData] = ['', '', '', '', false];
    socket.write('220 here\r\n');
    socket.on('error', () => {});
    socket.on('data', (chunk: string) => {
      buffer += chunk;
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (inData && line === '.') {
          if (state.answer === 'hang up') return void socket.destroy();
          if (!state.answer) state.taken.push({ from, to, body });
          [inData, body] = [false, ''];
          socket.write(`${state.answer ?? '250 taken'}\r\n`);
        } else if (inData) body += `${line}\n`;
        else if (/^MAIL/i.test(line)) {
          from = /<(.*?)>/.exec(line)?.[1] ?? '';
          socket.write('250 yes\r\n');
        } else if (/^RCPT/i.test(line)) {
          to = /<(.+)>/.exec(line)?.[1] ?? '';
          socket.write(`${state.refuse ?? '250 yes'}\r\n`);
        } else if (/^DATA/i.test(line)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 yes\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  state.url = `smtp://127.0.0.1:${(server.address() as { port: number }).port}`;
  state.stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return state;
}
