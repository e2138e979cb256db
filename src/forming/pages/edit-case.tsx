import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { rowsShown } from '../../ui/rows.ts';
import { useVisit } from '../../ui/visit.ts';
import type { ShownCase } from '../case-queries.ts';
import { occasions } from '../occasions.ts';
import { formingPaths } from '../paths.ts';

interface Props {
  place: Place;
  stated: ShownCase | null;
  attempt?: Attempt;
}

export function EditCasePage({ place, stated, attempt }: Props) {
  const { t } = useVisit();
  const paths = formingPaths(place.coalition.slug);
  const title = t(stated ? 'forming.editCase' : 'forming.stateCase');
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        lead={t('forming.caseLead')}
        crumbs={[
          { label: t('forming.nav'), href: paths.overview },
          { label: t('forming.case'), href: paths.case },
        ]}
      >
        <Form action={paths.case} attempt={attempt}>
          <input type="hidden" name="basedOn" value={String(stated?.version ?? 0)} />
          <TextField
            name="title"
            label={t('forming.caseTitle')}
            hint={t('forming.caseTitleHint')}
            value={stated?.title}
            maxlength={160}
            size="full"
            required
          />
          <RadioGroup
            name="occasion"
            label={t('forming.occasion')}
            value={stated?.occasion}
            options={occasions.map((occasion) => ({
              value: occasion,
              label: t('forming.occasionName', { occasion }),
              hint: t('forming.occasionHint', { occasion }),
            }))}
            required
          />
          <TextArea
            name="happened"
            label={t('forming.happened')}
            hint={t('forming.happenedHint')}
            value={stated?.happened}
            required
          />
          <TextArea
            name="affected"
            label={t('forming.affected')}
            hint={t('forming.affectedHint')}
            value={stated?.affected}
            required
          />
          <TextArea
            name="difference"
            label={t('forming.difference')}
            hint={t('forming.differenceHint')}
            value={stated?.difference}
            required
          />
          <EvidenceFields of={stated?.evidence ?? []} attempt={attempt} />
          <Checkbox
            name="shared"
            label={t('forming.shareCase')}
            hint={t('forming.shareCaseHint')}
            checked={stated?.audience === 'public'}
          />
          <Actions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink href={paths.case} look="quiet">
              {t('common.cancel')}
            </ButtonLink>
          </Actions>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

function EvidenceFields({ of, attempt }: { of: ShownCase['evidence']; attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <fieldset class="field group">
      <legend>{t('forming.evidence')}</legend>
      <p class="hint">{t('forming.evidenceHint')}</p>
      {rowsShown('evidence', of.length, attempt).map((row) => (
        <div class="form-row" key={row}>
          <TextField
            name={`evidence.${row}.claim`}
            label={t('forming.claim')}
            value={of[row]?.claim}
            maxlength={1000}
            required
          />
          <TextField
            name={`evidence.${row}.source`}
            label={t('forming.source')}
            value={of[row]?.source}
            maxlength={300}
            required
          />
          <TextField name={`evidence.${row}.url`} label={t('forming.url')} value={of[row]?.url} type="url" />
        </div>
      ))}
    </fieldset>
  );
}
