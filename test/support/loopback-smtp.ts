import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/**
 * What the next mail is answered: 451 and 550 to its recipient, 554 to its content, nothing at all, or the connection is
 * dropped before the answer. In the last two cases the server has taken the mail.
 */
export type SmtpAnswer = 451 | 550 | 554 | 'hang' | 'drop';

export interface LoopbackSmtp {
  url: string;
  /** What was taken, as it came over the wire, with the recipients of its envelope. */
  taken: { to: string[]; bytes: Buffer }[];
  failNext(...answers: SmtpAnswer[]): void;
  /** How many were ever made, and how many are open now. */
  connections: { made: number; open: number };
  close(): Promise<void>;
}

// As servers do, it repeats who was to get the mail.
const refusal = (responseCode: number, to: string) =>
  Object.assign(new Error(`<${to}>: no mail for this one`), { responseCode });

/** A mail server on loopback. `secure`: with TLS, and a certificate that nobody trusts. `password`: the one it asks for. */
export async function startLoopbackSmtp({ secure = false, password = '' } = {}): Promise<LoopbackSmtp> {
  const taken: LoopbackSmtp['taken'] = [];
  const answers: SmtpAnswer[] = [];
  const sockets = new Set<Socket>();
  const connections = { made: 0, open: 0 };
  const server = new SMTPServer({
    secure,
    logger: false,
    authOptional: password === '',
    allowInsecureAuth: true,
    disabledCommands: [...(password === '' ? ['AUTH'] : []), 'STARTTLS'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    onAuth(given, _session, done) {
      if (given.password === password) done(null, { user: given.username });
      else done(new Error(`no such user: ${given.username}`));
    },
    onRcptTo({ address }, _session, done) {
      if (answers[0] === 451 || answers[0] === 550) done(refusal(answers.shift() as number, address));
      else done();
    },
    async onData(stream, { envelope, remotePort }, done) {
      const bytes = await buffer(stream);
      const to = envelope.rcptTo.map(({ address }) => address);
      const answer = answers.shift();
      if (answer === 554) return done(refusal(554, to[0]!));
      taken.push({ to, bytes });
      if (answer === 'drop') for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy();
      if (answer === undefined) done();
    },
  });
  // Clients that hang up on it are what it is there for.
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    connections.made += 1;
    connections.open += 1;
    socket.on('close', () => {
      sockets.delete(socket);
      connections.open -= 1;
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as { port: number };
  return {
    url: `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    taken,
    failNext: (...next) => answers.push(...next),
    connections,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        for (const socket of sockets) socket.destroy();
      }),
  };
}
