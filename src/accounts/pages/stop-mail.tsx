// The page behind "no more mails of this kind": what the link stops, and buttons that do it.
import { PlainShell } from '../../coalitions/shell.tsx';
import { readStopToken, type Stopping, stopPath } from '../../system/mail/stopping.ts';
import type { Page as WebPage } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { Actions, PostButton } from '../../ui/button.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';

export const stopMailPages = (routes: Routes): void => {
  routes.get(stopPath, async (page) => {
    const token = page.query('token') ?? '';
    const stopping = readStopToken(page.app.secret, token);
    return page.show(<StopMail token={token} found={stopping && (await chosen(page, stopping))} />);
  });
};

interface Found extends Stopping {
  name: string;
  wanted: boolean;
}

const chosen = (page: WebPage, stopping: Stopping): Promise<Found | undefined> =>
  page.app.database.reading({ person: null, reads: [] }, async (db) => {
    const row = await db
      .selectFrom('coalitions as c')
      .leftJoin('mailChoices as w', (join) =>
        join
          .onRef('w.coalitionId', '=', 'c.id')
          .on('w.personId', '=', stopping.person)
          .on('w.kind', '=', stopping.kind),
      )
      .select(['c.name', 'w.wanted'])
      .where('c.id', '=', stopping.coalition)
      .executeTakeFirst();
    return row && { ...stopping, name: row.name, wanted: row.wanted ?? true };
  });

function StopMail({ token, found }: { token: string; found?: Found }) {
  const { t } = useVisit();
  if (!found) {
    return (
      <PlainShell title={t('mails.stopTitle')}>
        <Page title={t('mails.stopTitle')} lead={t('mails.stopUnknown')}>
          <p>
            <SafeLink href="/account#mails">{t('mails.atAccount')}</SafeLink>
          </p>
        </Page>
      </PlainShell>
    );
  }
  const kind = t('mails.kind', { kind: found.kind });
  const action = `${stopPath}?token=${encodeURIComponent(token)}`;
  // Tells our buttons from a mail program, which reads no page.
  const here = { page: 'yes' };
  return (
    <PlainShell title={t('mails.stopTitle')}>
      <Page title={t('mails.stopTitle')} lead={t('mails.stopLead', { coalition: found.name, kind })}>
        {!found.wanted && (
          <Notice kind="success">
            <p>{t('mails.stopped')}</p>
          </Notice>
        )}
        <Actions>
          {found.wanted ? (
            <PostButton action={action} fields={here} look="primary">
              {t('mails.stopKind')}
            </PostButton>
          ) : (
            <PostButton action={action} fields={{ ...here, wants: 'again' }} look="quiet">
              {t('mails.again')}
            </PostButton>
          )}
          <PostButton action={action} fields={{ ...here, kinds: 'all' }} look="quiet">
            {t('mails.stopAll', { coalition: found.name })}
          </PostButton>
        </Actions>
        <p class="hint">{t('mails.stopHint')}</p>
      </Page>
    </PlainShell>
  );
}
