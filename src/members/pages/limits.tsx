import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { DateField, Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { rowsShown } from '../../ui/rows.ts';
import { Day } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import type { ShownMember } from '../queries.ts';
import type { PresentLimit } from '../shapes.ts';
import { limitChoices } from '../words.ts';

interface FieldsProps {
  of?: PresentLimit[];
  subjects?: { label: string }[];
  attempt?: Attempt;
}

/** Where a member stops: a subject, what holds for it, until when. */
export function LimitFields({ of = [], subjects = [], attempt }: FieldsProps) {
  const { t, format } = useVisit();
  return (
    <fieldset class="field group">
      <legend>{t('members.limits')}</legend>
      <p class="hint">{t('members.limitsHint')}</p>
      {subjects.length > 0 && (
        <p class="hint">{t('members.subjectsKnown', { subjects: format.list(subjects.map((s) => s.label)) })}</p>
      )}
      {rowsShown('limits', of.length, attempt).map((row) => (
        <div class="form-row" key={row}>
          <TextField
            name={`limits.${row}.subject`}
            label={t('members.subject')}
            value={of[row]?.subject}
            maxlength={60}
            required
          />
          <Select
            name={`limits.${row}.kind`}
            label={t('members.limitHolds')}
            value={of[row]?.kind}
            empty={t('members.choose')}
            options={limitChoices(t)}
            required
          />
          <DateField name={`limits.${row}.until`} label={t('members.limitUntil')} value={of[row]?.until ?? undefined} />
          <TextField name={`limits.${row}.note`} label={t('members.note')} value={of[row]?.note} maxlength={500} />
        </div>
      ))}
    </fieldset>
  );
}

interface Props {
  place: Place;
  member: ShownMember;
  subjects: { label: string }[];
  attempt?: Attempt;
}

/** A member's limits, all of them at once. */
export function LimitsPage({ place, member, subjects, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, member.id);
  const title = t('members.limitsOf', { name: member.name });
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        lead={t('members.limitsLead')}
        crumbs={[
          { label: t('members.title'), href: paths.list },
          { label: member.name, href: paths.one },
        ]}
      >
        <Form action={paths.limits} attempt={attempt}>
          <LimitFields of={member.limits} subjects={subjects} attempt={attempt} />
          <Actions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink href={paths.one} look="quiet">
              {t('common.cancel')}
            </ButtonLink>
          </Actions>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

/** Limits as they stand, in words. */
export function LimitList({ limits }: { limits: PresentLimit[] }) {
  const { t } = useVisit();
  return (
    <ul>
      {limits.map((limit) => (
        <li key={`${limit.subject} ${limit.kind}`}>
          <strong dir="auto">{limit.subject}</strong>: {t('members.limitKind', { kind: limit.kind })}
          {limit.until && (
            <>
              {' '}
              ({t('members.limitUntil')} <Day on={limit.until} />)
            </>
          )}
          {limit.note && (
            <>
              . <span dir="auto">{limit.note}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
