// What the server wants to send. On a server without mail the operator hands the links on from here.
import type { z } from 'zod';
import { PlainShell } from '../../coalitions/shell.tsx';
import { listMails } from '../../system/mail/queries.ts';
import type { Routes } from '../../system/web/server.ts';
import { Status } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';

type Mail = z.infer<typeof listMails.output>[number];

export const mailPages = (routes: Routes) => {
  routes.get('/operator/mails', async (page) => page.show(<Mails mails={await page.ask(listMails)} />));
};

function Mails({ mails }: { mails: Mail[] }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('mail.outbox')}>
      <Page title={t('mail.outbox')} lead={t('mail.outboxLead')}>
        {mails.length === 0 && (
          <EmptyState title={t('mail.none')}>
            <p>{t('mail.noneWhy')}</p>
          </EmptyState>
        )}
        <div class="cards">
          {mails.map((mail) => (
            <OneMail key={mail.id} mail={mail} />
          ))}
        </div>
      </Page>
    </PlainShell>
  );
}

const looks = { waiting: 'waiting', sent: 'done', failed: 'declined', unsure: 'provisional' } as const;

function OneMail({ mail }: { mail: Mail }) {
  const { t } = useVisit();
  return (
    <article class="card">
      <p class="over">
        <Status state={looks[mail.state]}>{t(`mail.state.${mail.state}`)}</Status>{' '}
        <Time at={mail.settledAt ?? mail.createdAt} as="relative" />
      </p>
      <h2>{mail.written?.subject ?? t(`mail.about.${mail.template}`)}</h2>
      {mail.to && (
        <p>
          <bdi>{mail.to}</bdi>
        </p>
      )}
      {mail.state === 'unsure' && <p>{t('mail.unsureWhy')}</p>}
      {mail.problem === 'paused' && <p>{t('mail.paused')}</p>}
      {mail.problem && mail.problem !== 'paused' && <p>{t('mail.problem', { code: mail.problem })}</p>}
      {mail.written && <Text of={mail.written.text} />}
    </article>
  );
}

/** Plain text with its links to follow, or to copy and hand on. */
function Text({ of: text }: { of: string }) {
  return (
    <div class="prose" dir="auto">
      {text
        .replace('-- \n', '')
        .split(/\n\n+/)
        .map((paragraph) => (
          <p key={paragraph}>
            {paragraph.split(/(https?:\/\/\S+)/).map((part, index) =>
              index % 2 === 1 ? (
                <a key={part} href={part} rel="noopener">
                  {part}
                </a>
              ) : (
                part
              ),
            )}
          </p>
        ))}
    </div>
  );
}
