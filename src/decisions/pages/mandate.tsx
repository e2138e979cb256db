// A member and one question: what its own people are asked, what they said, and the mandate that came of it.
import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useSay, useVisit } from '../../ui/visit.ts';
import { mandatePaths } from '../mandates/paths.ts';
import { mayMandate } from '../mandates/policy.ts';
import type { ConsultationView, MandateView } from '../mandates/shapes.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { ConsultationSection, Said } from './consultation.tsx';
import { AskForm, GiveForm } from './mandate-forms.tsx';
import { MandateWords } from './mandate-words.tsx';

export interface Handed {
  link: string;
  codes: string[];
}

interface Props {
  place: Place;
  decision: Decision;
  member: { id: string; name: string };
  mandates: MandateView[];
  consultations: ConsultationView[];
  /** Told once, right after asking: the shared link, and the codes of those without mail. */
  handed?: Handed;
  attempt?: Attempt;
}

export function MandatePage({ place, decision, member, mandates, consultations, handed, attempt }: Props) {
  const { t, now } = useVisit();
  const say = useSay();
  const paths = mandatePaths(place.coalition.slug, decision.number, member.id);
  const question = decision.versions[0]!.question;
  const may = mayMandate(place.actor, situationOf(decision), member.id, now) === true;
  const [newest] = mandates;
  const present = newest?.endedAt === null ? newest : undefined;
  const open = consultations.find(({ state }) => state === 'open' || state === 'over');
  const title = t('mandates.pageTitle', { member: member.name });
  const general = attempt?.values.form ? [] : (attempt?.problems ?? []);
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={<span dir="auto">{title}</span>}
        lead={t('mandates.pageLead')}
        crumbs={[
          { label: t('decisions.title'), href: decisionPaths(place.coalition.slug).list },
          { label: question, href: decisionPaths(place.coalition.slug, decision.number).one },
        ]}
      >
        {general.length > 0 && (
          <Notice kind="error">
            {general.map((problem) => (
              <p key={problem.field}>{say(problem)}</p>
            ))}
          </Notice>
        )}
        <Section title={t('mandates.present')} id="mandate">
          {present ? (
            <Present decision={decision} mandate={present} may={may} paths={paths} />
          ) : (
            <p>{t('mandates.none')}</p>
          )}
        </Section>
        {open && (
          <ConsultationSection
            decision={decision}
            consultation={open}
            paths={paths}
            may={may}
            handed={handed}
            attempt={attempt}
          />
        )}
        {may && !open && (
          <Section title={t('mandates.askTitle')} id="ask" note={t('mandates.askNote')}>
            <AskForm
              decision={decision}
              member={member.id}
              action={paths.ask}
              attempt={attempt?.values.form?.[0] === 'ask' ? attempt : undefined}
            />
          </Section>
        )}
        {may && (
          <Section title={t('mandates.giveTitle')} id="give" note={t('mandates.giveNote')}>
            <GiveForm
              decision={decision}
              member={member.id}
              action={paths.give}
              attempt={attempt?.values.form?.[0] === 'give' ? attempt : undefined}
            />
          </Section>
        )}
        <Before
          decision={decision}
          mandates={mandates.filter((m) => m !== present)}
          consultations={consultations.filter((c) => c !== open)}
        />
      </Page>
    </CoalitionShell>
  );
}

interface PresentProps {
  decision: Decision;
  mandate: MandateView;
  may: boolean;
  paths: ReturnType<typeof mandatePaths>;
}

function Present({ decision, mandate, may, paths }: PresentProps) {
  const { t } = useVisit();
  return (
    <>
      <p>{t('mandates.state', { state: mandate.state })}</p>
      <MandateWords mandate={mandate} options={decision.options} />
      {mandate.sharedAt ? (
        <p class="hint">
          {t('mandates.sharedOn')} <Time at={mandate.sharedAt} />
        </p>
      ) : (
        <>
          <p class="hint">{t('mandates.onlyYou')}</p>
          {may && (
            <PostButton action={paths.share} fields={{ mandate: mandate.id }} look="quiet">
              {t('mandates.shareButton')}
            </PostButton>
          )}
        </>
      )}
      {may && (
        <details>
          <summary>{t('mandates.revokeTitle')}</summary>
          <Form action={paths.revoke} id="revoke">
            <input type="hidden" name="mandate" value={mandate.id} />
            <TextArea
              name="reason"
              label={t('mandates.revokeReason')}
              hint={t('mandates.revokeHint')}
              rows={2}
              required
            />
            <SubmitButton look="danger">{t('mandates.revokeButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </>
  );
}

function Before({ decision, mandates, consultations }: Pick<Props, 'decision' | 'mandates' | 'consultations'>) {
  const { t } = useVisit();
  if (mandates.length === 0 && consultations.length === 0) return null;
  return (
    <Section title={t('mandates.before')} id="before">
      {mandates.map((mandate) => (
        <Card key={mandate.id} title={t('mandates.state', { state: mandate.state })}>
          <MandateWords mandate={mandate} options={decision.options} />
          {mandate.endedAt && (
            <p class="hint">
              {mandate.endedBy !== '' && <bdi>{mandate.endedBy}</bdi>} <Time at={mandate.endedAt} />{' '}
              <bdi>{mandate.endedReason}</bdi>
            </p>
          )}
        </Card>
      ))}
      {consultations.map((consultation) => (
        <details key={consultation.id}>
          <summary>
            {t('mandates.askedState', { state: consultation.state })} <Time at={consultation.askedAt} />
          </summary>
          <Said decision={decision} consultation={consultation} />
        </details>
      ))}
    </Section>
  );
}
