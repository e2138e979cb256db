import { Actions, ButtonLink, SubmitButton } from '../button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '../choices.tsx';
import { DateField, DateTimeField, FileField, NumberField, Select, TextArea, TextField } from '../fields.tsx';
import { Form, type FormAttempt } from '../form.tsx';
import { localValue } from '../moment.ts';
import { Section } from '../page.tsx';
import { useVisit } from '../visit.ts';

const later = new Date('2026-11-26T17:00:00Z');

/** Forms: one that was refused, one that nobody has filled in yet. */
export function Fields() {
  const { t, format } = useVisit();
  const attempt: FormAttempt = {
    values: { name: [t('gallery.organizationValue')], people: ['many'], vote: ['object'], topics: ['wages', 'zoning'] },
    problems: [
      { field: 'people', key: 'kernel.wrongKind' },
      { field: 'bring', key: 'kernel.required' },
      { field: 'vote', key: 'kernel.chooseOne' },
    ],
  };
  const votes = [
    { value: 'consent', label: t('gallery.consent'), hint: t('gallery.consentHint') },
    { value: 'object', label: t('gallery.object'), hint: t('gallery.objectHint') },
    { value: 'aside', label: t('gallery.aside'), hint: t('gallery.asideHint') },
  ];
  const topics = [
    { value: 'wages', label: t('gallery.wages') },
    { value: 'elections', label: t('gallery.elections') },
    { value: 'zoning', label: t('gallery.zoning') },
  ];
  const ties = (['cooperation', 'coordination', 'collaboration'] as const).map((tie) => ({
    value: tie,
    label: t(`gallery.${tie}`),
  }));
  return (
    <Section title={t('gallery.form')} note={t('gallery.formNote')}>
      <Form action="/gallery" id="wrong" attempt={attempt}>
        <TextField name="name" label={t('gallery.organization')} hint={t('gallery.organizationHint')} required />
        <NumberField name="people" label={t('gallery.people')} />
        <TextArea name="bring" label={t('gallery.bring')} required rows={3} />
        <RadioGroup name="vote" label={t('gallery.vote')} options={votes} required />
        <CheckboxGroup name="topics" label={t('gallery.topics')} options={topics} />
        <SubmitButton>{t('common.continue')}</SubmitButton>
      </Form>
      <Form action="/gallery" files>
        <TextField name="email" type="email" label={t('common.email')} autocomplete="email" required />
        <Select name="tie" label={t('gallery.tie')} options={ties} empty={t('gallery.choose')} required />
        <DateTimeField name="closes" label={t('gallery.closes')} value={localValue(later, format.zone)} required />
        <DateField name="revisit" label={t('gallery.revisit')} value="2027-05-01" />
        <FileField name="roster" label={t('gallery.roster')} hint={t('gallery.rosterHint')} accept=".csv" required />
        <TextField name="closed" label={t('common.reason')} value={t('gallery.closed')} disabled />
        <Checkbox name="agree" label={t('gallery.agree')} checked />
        <Actions>
          <SubmitButton>{t('common.save')}</SubmitButton>
          <ButtonLink href="/gallery" look="quiet">
            {t('common.cancel')}
          </ButtonLink>
        </Actions>
      </Form>
    </Section>
  );
}
