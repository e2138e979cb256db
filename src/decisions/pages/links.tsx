// Links to vote by mail, on the decision's page: whom they were sent to, when they were used, and how to end one.
import type { Place } from '../../kernel/place.ts';
import { PostButton } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { ShownLink } from '../link-queries.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';

interface Props {
  place: Place;
  decision: Decision;
  links: ShownLink[];
}

export function LinksSection({ place, decision, links }: Props) {
  const { t } = useVisit();
  if (links.length === 0) return null;
  const open = decision.status === 'open';
  const { revokeLink, sendLinks } = decisionPaths(place.coalition.slug, decision.number);
  return (
    <Section title={t('votelink.links')} id="links" note={t('votelink.linksNote')}>
      <Table
        caption={t('votelink.links')}
        captionHidden
        rows={links}
        rowKey={({ id }) => id}
        columns={[
          { key: 'member', label: t('decisions.member'), heading: true, cell: (row) => <bdi>{row.memberName}</bdi> },
          {
            key: 'person',
            label: t('votelink.sentTo'),
            cell: (row) => (
              <>
                <bdi>{row.person}</bdi> <bdi class="hint">{row.sentTo}</bdi>
              </>
            ),
          },
          { key: 'uses', label: t('votelink.used'), cell: (row) => <Uses link={row} /> },
          {
            key: 'end',
            label: t('votelink.state'),
            cell: (row) =>
              row.revokedAt ? (
                <>
                  {t('votelink.ended')} <Time at={row.revokedAt} />
                </>
              ) : (
                open && (
                  <>
                    <PostButton look="quiet" action={sendLinks} fields={{ member: row.member }}>
                      {t('votelink.send')}
                    </PostButton>
                    <PostButton look="quiet" action={revokeLink} fields={{ link: row.id }}>
                      {t('votelink.end')}
                    </PostButton>
                  </>
                )
              ),
          },
        ]}
      />
    </Section>
  );
}

function Uses({ link }: { link: ShownLink }) {
  const { t } = useVisit();
  if (link.uses.length === 0) return <>{t('votelink.unused')}</>;
  return (
    <>
      {link.uses.map(({ at, byReply }) => (
        <div key={at.getTime()}>
          {t(byReply ? 'votelink.byReply' : 'votelink.byLink')} <Time at={at} />
        </div>
      ))}
    </>
  );
}
