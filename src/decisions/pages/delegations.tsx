// Who lends its voice to whom. One page for all: where our voice goes, whom we carry, and what the others have agreed.
import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateTimeField, Select } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { scopes } from '../delegations/carry.ts';
import { delegationPaths } from '../delegations/paths.ts';
import type { DelegationView } from '../delegations/queries.ts';
import { decisionPaths } from '../paths.ts';

interface Props {
  place: Place;
  items: DelegationView[];
  subjects: { id: string; label: string }[];
  questions: { number: number; question: string }[];
  members: { id: string; name: string }[];
  attempt?: Attempt;
}

export function DelegationsPage({ place, items, attempt, ...offered }: Props) {
  const { t } = useVisit();
  const { slug } = place.coalition;
  const { represents } = place.actor.standing;
  const speaks = (member: string) => represents.some((r) => r.member === member && r.authority !== 'observes');
  const present = items.filter(({ endedAt }) => endedAt === null);
  const past = items.filter(({ endedAt }) => endedAt !== null);
  const deciding = represents.filter(({ authority }) => authority === 'decides');
  return (
    <CoalitionShell coalition={place.coalition} title={t('delegations.title')} failed={attempt !== undefined}>
      <Page
        title={t('delegations.title')}
        lead={t('delegations.lead')}
        crumbs={[{ label: t('decisions.title'), href: decisionPaths(slug).list }]}
      >
        {present.length === 0 ? (
          <EmptyState title={t('delegations.none')}>
            <p>{t('delegations.noneWhy')}</p>
          </EmptyState>
        ) : (
          <Delegations slug={slug} items={present} speaks={speaks} />
        )}
        {deciding.length > 0 && (
          <Section title={t('delegations.give')} id="give" note={t('delegations.giveNote')}>
            <Form action={delegationPaths(slug).list} attempt={attempt}>
              <Select
                name="from"
                label={t('delegations.from')}
                value={deciding[0]!.member}
                options={deciding.map(({ member, memberName }) => ({ value: member, label: memberName }))}
                required
              />
              <Select
                name="to"
                label={t('delegations.to')}
                empty={t('delegations.choose')}
                options={offered.members.map(({ id, name }) => ({ value: id, label: name }))}
                required
              />
              <RadioGroup
                name="scope"
                label={t('delegations.scopeLabel')}
                value="question"
                required
                options={scopes.map((scope) => ({
                  value: scope,
                  label: t('delegations.scope', { scope }),
                  hint: t('delegations.scopeHint', { scope }),
                }))}
              />
              <Select
                name="proposal"
                label={t('delegations.question')}
                empty={t('delegations.choose')}
                options={offered.questions.map(({ number, question }) => ({ value: String(number), label: question }))}
              />
              <Select
                name="subject"
                label={t('delegations.topic')}
                empty={t('delegations.choose')}
                options={offered.subjects.map(({ id, label }) => ({ value: id, label }))}
              />
              <DateTimeField name="until" label={t('delegations.until')} hint={t('delegations.untilHint')} />
              <SubmitButton>{t('delegations.giveButton')}</SubmitButton>
            </Form>
          </Section>
        )}
        {past.length > 0 && (
          <Section title={t('delegations.past')} id="past">
            <Delegations slug={slug} items={past} speaks={() => false} />
          </Section>
        )}
      </Page>
    </CoalitionShell>
  );
}

function Delegations({
  slug,
  items,
  speaks,
}: {
  slug: string;
  items: DelegationView[];
  speaks: (member: string) => boolean;
}) {
  const { t } = useVisit();
  return (
    <Table
      caption={t('delegations.title')}
      captionHidden
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { key: 'from', label: t('delegations.from'), heading: true, cell: ({ fromName }) => <bdi>{fromName}</bdi> },
        { key: 'to', label: t('delegations.to'), cell: ({ toName }) => <bdi>{toName}</bdi> },
        {
          key: 'for',
          label: t('delegations.forWhat'),
          cell: ({ scope, proposal, question, subject, until }) => (
            <>
              {scope === 'question' && (
                <SafeLink href={decisionPaths(slug, proposal!).one}>
                  <bdi>{question}</bdi>
                </SafeLink>
              )}
              {scope === 'topic' && <bdi>{subject}</bdi>}
              {scope === 'period' && t('delegations.everything')}
              {until && (
                <>
                  {' · '}
                  {t('delegations.until')} <Time at={until} as="date" />
                </>
              )}
            </>
          ),
        },
        {
          key: 'by',
          label: t('delegations.by'),
          cell: ({ by, at, endedAt, endedWhy }) => (
            <>
              <bdi>{by}</bdi> <Time at={at} as="date" />
              {endedWhy && (
                <>
                  {' · '}
                  {t('delegations.ended', { why: endedWhy })} <Time at={endedAt!} as="date" />
                </>
              )}
            </>
          ),
        },
        {
          key: 'end',
          label: t('delegations.end'),
          cell: ({ id, from, to }) =>
            (speaks(from) || speaks(to)) && (
              <PostButton action={delegationPaths(slug).end} fields={{ delegation: id }}>
                {t(speaks(from) ? 'delegations.revoke' : 'delegations.layDown')}
              </PostButton>
            ),
        },
      ]}
    />
  );
}
