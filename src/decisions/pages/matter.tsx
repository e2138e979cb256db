// What is being decided, and by which rule.
import { Tag, Tags } from '../../ui/card.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Day, Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision } from '../shapes.ts';
import { ruleInWords } from '../words.ts';

export function TextSection({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  const [present, ...earlier] = decision.versions;
  if (!present || (present.background === '' && earlier.length === 0)) return null;
  return (
    <Section title={t('decisions.background')} id="text">
      <Markdown text={present.background} />
      {decision.options.length > 0 && (
        <ol>
          {decision.options.map((option) => (
            <li key={option.id}>
              <bdi>{option.name}</bdi>
            </li>
          ))}
        </ol>
      )}
      {earlier.length > 0 && (
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
      )}
    </Section>
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

export function RuleSection({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  return (
    <Section title={t('decisions.ruleTitle')} id="rule">
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
    </Section>
  );
}
