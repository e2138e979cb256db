// Who reads the mail that comes in: replies are votes, reports of non-delivery belong to the mails that they are about.
import { knowsReply, takeReply } from './decisions/replies.ts';
import type { App } from './kernel/app.ts';
import { takeReport } from './system/mail/bounces.ts';
import type { Arrived } from './system/mail/inbound.ts';
import { readBounceTag } from './system/mail/return-path.ts';

export const mailReader = (app: App, replies: string) => ({
  replies,
  knows: async (tag: string): Promise<boolean> =>
    readBounceTag(app.secret, tag) !== undefined || (await knowsReply(app, tag)),
  async take(arrived: Arrived): Promise<void> {
    const mail = readBounceTag(app.secret, arrived.tag);
    if (mail) await takeReport(app, mail, arrived);
    else await takeReply(app, replies, arrived);
  },
});
