import { memberPaths } from '../../members/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Cards, Status } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { coalitionPaths, newCoalition } from '../paths.ts';
import type { Summary } from '../queries.ts';
import { PlainShell } from '../shell.tsx';

/** The coalitions of somebody who is signed in. */
export function MyCoalitions({ coalitions }: { coalitions: Summary[] }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('nav.coalitions')}>
      <Page
        title={t('nav.coalitions')}
        actions={coalitions.length > 0 && <ButtonLink href={newCoalition}>{t('coalitions.found')}</ButtonLink>}
      >
        {coalitions.length === 0 ? (
          <EmptyState
            title={t('coalitions.noneTitle')}
            action={<ButtonLink href={newCoalition}>{t('coalitions.found')}</ButtonLink>}
          >
            <p>{t('coalitions.noneWhy')}</p>
            <p>{t('coalitions.noneInvited')}</p>
          </EmptyState>
        ) : (
          <Cards>
            {coalitions.map((one) => (
              <Card
                key={one.id}
                level={2}
                title={one.name}
                href={one.applicant ? memberPaths(one.slug).join : coalitionPaths(one.slug).home}
                over={one.applicant ? <Status state="waiting">{t('coalitions.youAsked')}</Status> : one.place}
              >
                <p dir="auto">{one.purpose}</p>
              </Card>
            ))}
          </Cards>
        )}
      </Page>
    </PlainShell>
  );
}
