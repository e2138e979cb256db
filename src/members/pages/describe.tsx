import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { NumberField, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { rowsShown } from '../../ui/rows.ts';
import { useVisit } from '../../ui/visit.ts';
import type { Contact } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import type { ShownMember } from '../queries.ts';
import { kindChoices, tieChoices } from '../words.ts';

interface Props {
  place: Place;
  attempt?: Attempt;
}

/** Puts a new member on the roster. */
export function AddPage({
  place,
  attempt,
  constituencies,
}: Props & { constituencies: { id: string; name: string }[] }) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.add')} failed={attempt !== undefined}>
      <Page
        title={t('members.add')}
        lead={t('members.addLead')}
        crumbs={[{ label: t('members.title'), href: paths.list }]}
      >
        <Form action={paths.list} attempt={attempt}>
          <RadioGroup
            name="kind"
            label={t('members.kindLabel')}
            value="organization"
            options={kindChoices(t).map(({ value }) => ({ value, label: t('members.kind', { kind: value }) }))}
            required
          />
          <Description />
          {constituencies.length > 0 && (
            <CheckboxGroup
              name="constituencies"
              label={t('members.constituencies')}
              hint={t('members.constituenciesHint')}
              options={constituencies.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <RadioGroup name="tie" label={t('members.tieLabel')} hint={t('members.tieWhy')} options={tieChoices(t)} />
          <Contacts attempt={attempt} />
          <SubmitButton>{t('members.addButton')}</SubmitButton>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

/** Changes how a member is described. */
export function EditPage({ place, attempt, member }: Props & { member: ShownMember }) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, member.id);
  return (
    <CoalitionShell coalition={place.coalition} title={member.name} failed={attempt !== undefined}>
      <Page
        title={t('members.editTitle', { name: member.name })}
        crumbs={[
          { label: t('members.title'), href: paths.list },
          { label: member.name, href: paths.one },
        ]}
      >
        <Form action={paths.edit} attempt={attempt}>
          <input type="hidden" name="version" value={attempt?.values.version?.[0] ?? String(member.version)} />
          <Description of={member} />
          <Contacts attempt={attempt} of={member.contacts} />
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

function Description({ of }: { of?: ShownMember }) {
  const { t } = useVisit();
  return (
    <>
      <TextField name="name" label={t('common.name')} value={of?.name} maxlength={160} required />
      <TextField
        name="place"
        label={t('members.place')}
        hint={t('members.placeHint')}
        value={of?.place}
        maxlength={120}
      />
      <TextField
        name="website"
        type="url"
        label={t('members.website')}
        hint={t('members.websiteHint')}
        value={of?.website}
        maxlength={300}
      />
      <TextArea
        name="about"
        label={t('members.about')}
        hint={t('members.aboutHint')}
        value={of?.about}
        rows={3}
        maxlength={2000}
      />
      <NumberField
        name="peopleRepresented"
        label={t('members.people')}
        hint={t('members.peopleHint')}
        value={of?.peopleRepresented == null ? undefined : String(of.peopleRepresented)}
      />
    </>
  );
}

/** Whom to call: those known, and room for two more. */
function Contacts({ of = [], attempt }: { of?: Contact[]; attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <fieldset class="field group">
      <legend>{t('members.contacts')}</legend>
      <p class="hint">{t('members.contactsHint')}</p>
      {rowsShown('contacts', of.length, attempt).map((row) => (
        <div class="form-row" key={row}>
          <TextField
            name={`contacts.${row}.name`}
            label={t('common.name')}
            value={of[row]?.name}
            maxlength={120}
            required
          />
          <TextField
            name={`contacts.${row}.email`}
            type="email"
            label={t('common.email')}
            value={of[row]?.email}
            required
          />
          <TextField
            name={`contacts.${row}.phone`}
            type="tel"
            label={t('members.phone')}
            value={of[row]?.phone}
            required
          />
          <TextField
            name={`contacts.${row}.note`}
            label={t('members.note')}
            value={of[row]?.note}
            maxlength={500}
            required
          />
        </div>
      ))}
    </fieldset>
  );
}
