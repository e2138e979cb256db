// What is being decided, and by which rule.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Tag, Tags } from '../../ui/card.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Day, Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayDiscuss, mayPropose } from '../policy.ts';
import type { Decision } from '../shapes.ts';
import { type Part, partsOf } from '../way/parts.ts';
import { mayKeepTemplate } from '../way/policy.ts';
import { ruleInWords } from '../words.ts';
import { isAbout } from './part.tsx';

interface TextProps {
  place: Place;
  decision: Decision;
  /** The decision that this one would change, and those that would change this one. */
  changes: number | null;
  changedBy: number[];
}

/** The text, part by part: each can be spoken of where it stands. */
export function TextSection({ place, decision, changes, changedBy }: TextProps) {
  const { t } = useVisit();
  const [present, ...earlier] = decision.versions;
  const talked = mayDiscuss(place.actor) === true && decision.status !== 'withdrawn' && decision.amendment === null;
  if (!present || (present.background === '' && earlier.length === 0 && !talked && changes === null)) return null;
  const linkTo = (number: number) => decisionPaths(place.coalition.slug, number).one;
  return (
    <Section title={t('decisions.background')} id="text">
      {changes !== null && (
        <p>
          <SafeLink href={linkTo(changes)}>{t('way.wouldChangeDecision', { number: String(changes) })}</SafeLink>
        </p>
      )}
      {changedBy.map((number) => (
        <p key={number}>
          <SafeLink href={linkTo(number)}>{t('way.changedByDecision', { number: String(number) })}</SafeLink>
        </p>
      ))}
      {decision.status === 'discussion' || decision.status === 'open' ? (
        partsOf(present)
          .filter(({ part }) => part > 0 || talked)
          .map((part) => <TextPart key={part.part} place={place} decision={decision} {...part} talked={talked} />)
      ) : (
        <Markdown text={present.background} />
      )}
      {decision.options.length > 0 && (
        <ol>
          {decision.options.map((option) => (
            <li key={option.id}>
              <bdi>{option.name}</bdi>
            </li>
          ))}
        </ol>
      )}
      {earlier.length > 0 && <EarlierVersions earlier={earlier} />}
    </Section>
  );
}

function TextPart({ place, decision, part, text, talked }: TextPartProps) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const said = decision.comments.filter((comment) => isAbout(decision, comment, text));
  const open = said.filter(({ kind, became }) => kind === 'concern' && (became === null || became === 'open')).length;
  const name = part === 0 ? t('decisions.question') : t('way.part', { part: String(part) });
  return (
    <div class="text-part" id={`part-${part}`}>
      {part > 0 && <Markdown text={text} />}
      {(talked || said.length > 0) && (
        <p class="part-talk">
          <SafeLink href={paths.part(part)}>
            {part === 0 && `${t('decisions.question')}: `}
            {said.length > 0 ? t('way.saidOnPart', { count: said.length, open }) : t('way.sayOnPart')}{' '}
            {part > 0 && <span class="visually-hidden">{name}</span>}
          </SafeLink>
        </p>
      )}
    </div>
  );
}

interface TextPartProps extends Part {
  place: Place;
  decision: Decision;
  talked: boolean;
}

function EarlierVersions({ earlier }: { earlier: Decision['versions'] }) {
  const { t } = useVisit();
  return (
    <details>
      <summary>{t('decisions.earlierVersions', { count: earlier.length })}</summary>
      {earlier.map((version) => (
        <blockquote key={version.version}>
          <p class="hint">
            {t('decisions.versionBy', { version: String(version.version), person: version.writtenBy })}{' '}
            <Time at={version.at} />
          </p>
          <p dir="auto">
            <strong>{version.question}</strong>
          </p>
          <Markdown text={version.background} />
        </blockquote>
      ))}
    </details>
  );
}

/** Where members' limits meet the subjects of this question; whether they truly do is for people to say. */
export function LimitsSection({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  if (decision.subjects.length === 0) return null;
  return (
    <Section title={t('decisions.subjects')} id="subjects" note={t('decisions.limitsNote')}>
      <Tags>
        {decision.subjects.map((subject) => (
          <Tag key={subject}>{subject}</Tag>
        ))}
      </Tags>
      {decision.limits.length === 0 ? (
        <p>{t('decisions.noLimits')}</p>
      ) : (
        <ul>
          {decision.limits.map((limit) => (
            <li key={`${limit.memberName} ${limit.subject}`}>
              {t('decisions.limit', { member: limit.memberName, subject: limit.subject, kind: limit.kind })}
              {limit.note && (
                <>
                  {' '}
                  <bdi>{limit.note}</bdi>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function KeepRule({ action, attempt }: { action: string; attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <details open={attempt !== undefined || undefined}>
      <summary>{t('way.saveTemplate')}</summary>
      <Form action={action} id="template" attempt={attempt}>
        <TextField name="name" label={t('way.templateName')} maxlength={80} required />
        <TextField name="note" label={t('way.templateNote')} maxlength={200} />
        <SubmitButton look="quiet">{t('way.saveTemplateButton')}</SubmitButton>
      </Form>
    </details>
  );
}

export function RuleSection({ place, decision, attempt }: { place: Place; decision: Decision; attempt?: Attempt }) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  return (
    <Section title={t('decisions.ruleTitle')} id="rule">
      {decision.keptRule && (
        <p>
          {t('rules.byKept')}{' '}
          <SafeLink href={decisionPaths(place.coalition.slug).rule(decision.keptRule.id)}>
            {t('rules.nameAndVersion', { name: decision.keptRule.name, version: String(decision.keptRule.version) })}
          </SafeLink>
        </p>
      )}
      <ul>
        {ruleInWords(t, decision).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <DefinitionList
        entries={[
          {
            term: t('decisions.proposedBy'),
            value: [decision.proposedBy.name, decision.forMember].filter(Boolean).join(', '),
          },
          decision.ratificationAllowed && { term: t('decisions.ratifyBy'), value: <Time at={decision.ratifyBy} /> },
          decision.revisitOn !== null && { term: t('decisions.revisitOn'), value: <Day on={decision.revisitOn} /> },
        ]}
      />
      <p class="actions">
        {mayPropose(place.actor) === true && decision.amendment === null && (
          <SafeLink href={`${paths.propose}?like=${decision.number}`}>{t('way.proposeLike')}</SafeLink>
        )}{' '}
        {decision.status === 'open' && <SafeLink href={paths.paper}>{t('way.paperLink')}</SafeLink>}
      </p>
      {mayKeepTemplate(place.actor) === true && decision.amendment === null && (
        <KeepRule action={paths.saveTemplate} attempt={attempt?.values.name ? attempt : undefined} />
      )}
    </Section>
  );
}
