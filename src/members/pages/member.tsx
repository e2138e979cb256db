import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Tag, Tags } from '../../ui/card.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { DefinitionList, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import { mayDecideFor, mayDescribeMember, mayKeepRoster, mayNameRepresentatives, maySpeakFor } from '../policy.ts';
import type { ShownMember } from '../queries.ts';
import { tieChoices } from '../words.ts';
import { AnswerList, AsTyped } from './answers.tsx';
import { LimitList } from './limits.tsx';
import { MostAffected, StatusOf } from './roster.tsx';
import { VoicesSection } from './voices.tsx';

export interface MemberProps {
  place: Place;
  member: ShownMember;
  constituencies: { id: string; name: string }[];
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** One member: who it is, who speaks for it, where it stops, and how it came here. */
export function MemberPage({ place, member, constituencies, people, attempt }: MemberProps) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, member.id);
  const general = attempt?.problems.filter((problem) => problem.field === '') ?? [];
  return (
    <CoalitionShell coalition={place.coalition} title={member.name} failed={attempt !== undefined}>
      <Page
        title={<span dir="auto">{member.name}</span>}
        over={
          <>
            {t('members.kind', { kind: member.kind })} · <StatusOf status={member.status} />
          </>
        }
        lead={member.about && <AsTyped text={member.about} />}
        crumbs={[{ label: t('members.title'), href: paths.list }]}
        actions={<Deeds place={place} member={member} />}
      >
        <ErrorSummary problems={general} />
        <Facts member={member} slug={place.coalition.slug} />
        <VoicesSection place={place} member={member} people={people} attempt={attempt} />
        <Limits place={place} member={member} />
        <Contacts member={member} />
        <Answers place={place} member={member} />
        {mayKeepRoster(place.actor) === true && (
          <PlaceAmongUs paths={paths} member={member} constituencies={constituencies} />
        )}
        <History member={member} />
      </Page>
    </CoalitionShell>
  );
}

const voiceOf = (member: ShownMember) => ({ member: member.id, spokenFor: member.voices.length > 0 });

function Deeds({ place, member }: { place: Place; member: ShownMember }) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, member.id);
  const present = ['active', 'listed', 'invited'].includes(member.status);
  const invitable = member.status !== 'applied' && member.status !== 'merged';
  return (
    <>
      {mayDescribeMember(place.actor, member.id) === true && (
        <ButtonLink href={paths.edit} look="quiet">
          {t('common.edit')}
        </ButtonLink>
      )}
      {invitable && mayNameRepresentatives(place.actor, member.id) === true && (
        <ButtonLink href={`${paths.invitations}?member=${member.id}`} look={member.voices.length ? 'quiet' : 'primary'}>
          {t('members.inviteFor')}
        </ButtonLink>
      )}
      {present && mayDecideFor(place.actor, voiceOf(member)) === true && (
        <ButtonLink href={`${paths.leave}?member=${member.id}`} look="quiet">
          {t('members.leave')}
        </ButtonLink>
      )}
    </>
  );
}

function Facts({ member, slug }: { member: ShownMember; slug: string }) {
  const { t, format } = useVisit();
  return (
    <DefinitionList
      entries={[
        { term: t('members.place'), value: member.place ? <span dir="auto">{member.place}</span> : null },
        { term: t('members.website'), value: member.website ? <SafeLink href={member.website} /> : null },
        {
          term: t('members.people'),
          value: member.peopleRepresented === null ? null : format.number(member.peopleRepresented),
        },
        {
          term: t('members.constituencies'),
          value:
            member.constituencies.length === 0 ? null : (
              <Tags>
                {member.constituencies.map((c) => (
                  <Tag key={c.id} href={`${memberPaths(slug).list}?constituency=${c.id}`}>
                    <span dir="auto">{c.name}</span>
                    {c.mostAffected && <MostAffected />}
                  </Tag>
                ))}
              </Tags>
            ),
        },
        { term: t('members.tieLabel'), value: member.tie && t('members.tie', { tie: member.tie }) },
        {
          term: t('members.mergedInto'),
          value: member.mergedInto && (
            <SafeLink href={memberPaths(slug, member.mergedInto).one}>{t('members.seeMember')}</SafeLink>
          ),
        },
      ]}
    />
  );
}

function Limits({ place, member }: { place: Place; member: ShownMember }) {
  const { t } = useVisit();
  const may = maySpeakFor(place.actor, voiceOf(member)) === true;
  if (member.limits.length === 0 && !may) return null;
  return (
    <Section title={t('members.limits')} id="limits" note={t('members.limitsNote')}>
      {member.limits.length === 0 ? <p>{t('members.noLimits')}</p> : <LimitList limits={member.limits} />}
      {may && (
        <ButtonLink href={memberPaths(place.coalition.slug, member.id).limits} look="quiet">
          {t('members.changeLimits')}
        </ButtonLink>
      )}
    </Section>
  );
}

function Contacts({ member }: { member: ShownMember }) {
  const { t } = useVisit();
  if (member.contacts.length === 0) return null;
  return (
    <Section title={t('members.contacts')}>
      <Table
        caption={t('members.contacts')}
        captionHidden
        rows={member.contacts}
        columns={[
          { key: 'name', label: t('common.name'), heading: true, cell: (row) => <WhoAndWhat contact={row} /> },
          {
            key: 'email',
            label: t('common.email'),
            cell: (row) => row.email && <SafeLink href={`mailto:${row.email}`}>{row.email}</SafeLink>,
          },
          {
            key: 'phone',
            label: t('members.phone'),
            cell: (row) =>
              row.phone && (
                <SafeLink href={`tel:${row.phone.replace(/[^\d+]/g, '')}`}>
                  <bdi dir="ltr">{row.phone}</bdi>
                </SafeLink>
              ),
          },
          { key: 'note', label: t('members.note'), cell: (row) => row.note && <span dir="auto">{row.note}</span> },
        ]}
      />
    </Section>
  );
}

/** A contact with what they are at the member. */
function WhoAndWhat({ contact: { name, roles } }: { contact: ShownMember['contacts'][number] }) {
  return (
    <>
      <span dir="auto">{name}</span>
      {roles.map(({ role, onBehalfOf, from, until }) => (
        <div class="hint" dir="auto" key={role + onBehalfOf + from}>
          {[role, onBehalfOf, [from, until].filter(Boolean).join(' – ')].filter(Boolean).join(' · ')}
        </div>
      ))}
    </>
  );
}

function Answers({ place, member }: { place: Place; member: ShownMember }) {
  const { t } = useVisit();
  const may = maySpeakFor(place.actor, voiceOf(member)) === true;
  if (!member.answers && !may) return null;
  return (
    <Section title={t('members.answers')} id="answers" note={t('members.answersNote')}>
      {member.answers ? (
        <>
          <AnswerList answers={member.answers.answers} />
          <p class="hint">
            {t('members.answeredOn')} <Time at={member.answers.at} as="date" />
          </p>
        </>
      ) : (
        <p>{t('members.notAnswered')}</p>
      )}
      {may && (
        <ButtonLink href={memberPaths(place.coalition.slug, member.id).answers} look="quiet">
          {t(member.answers ? 'members.reviseAnswers' : 'members.giveAnswers')}
        </ButtonLink>
      )}
    </Section>
  );
}

interface PlaceProps {
  paths: { tie: string; answersTo: string };
  member: ShownMember;
  constituencies: { id: string; name: string }[];
}

/** For coordinators: how closely the member works with us, and to whom it answers. */
function PlaceAmongUs({ paths, member, constituencies }: PlaceProps) {
  const { t } = useVisit();
  return (
    <Section title={t('members.placeAmongUs')} id="place" note={t('members.tieWhy')}>
      <details>
        <summary>{t('members.changeTie')}</summary>
        <Form action={paths.tie} id="tie">
          <RadioGroup
            name="tie"
            label={t('members.tieLabel')}
            value={member.tie ?? ''}
            options={[{ value: '', label: t('members.noTie') }, ...tieChoices(t)]}
            required
          />
          <SubmitButton>{t('common.save')}</SubmitButton>
        </Form>
      </details>
      {constituencies.length > 0 && (
        <details>
          <summary>{t('members.changeConstituencies')}</summary>
          <Form action={paths.answersTo} id="answers-to">
            <CheckboxGroup
              name="constituencies"
              label={t('members.constituencies')}
              hint={t('members.constituenciesHint')}
              values={member.constituencies.map(({ id }) => id)}
              options={constituencies.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SubmitButton>{t('common.save')}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  );
}

function History({ member }: { member: ShownMember }) {
  const { t } = useVisit();
  return (
    <Section title={t('members.history')}>
      <ol class="timeline">
        {member.history.map((step) => (
          <li key={step.from.getTime() + step.status}>
            <p>{t('members.status', { status: step.status })}</p>
            <p class="when">
              <Time at={step.from} as="date" />
            </p>
            {step.reason && <AsTyped text={step.reason} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}
