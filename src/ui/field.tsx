import type { ComponentChildren } from 'preact';
import type { useField } from './form.tsx';
import { Icon } from './icon.tsx';
import { useVisit } from './visit.ts';

interface FieldFrameProps {
  label: string;
  field: ReturnType<typeof useField>;
  required?: boolean;
  children: ComponentChildren;
}

/** Label, hint and error around a control, in the order in which they are read out. */
export function Field({ label, field, required, children }: FieldFrameProps) {
  return (
    <div class={field.error ? 'field wrong' : 'field'}>
      <label for={field.id}>
        {label} <Optional unless={required} />
      </label>
      <Hint field={field} />
      <FieldError field={field} />
      {children}
    </div>
  );
}

export function Optional({ unless }: { unless?: boolean }) {
  const { t } = useVisit();
  return unless ? null : <span class="optional">({t('common.optional')})</span>;
}

export function Hint({ field }: { field: { id: string; hint?: string } }) {
  return field.hint === undefined ? null : (
    <p class="hint" id={`${field.id}-hint`}>
      {field.hint}
    </p>
  );
}

export function FieldError({ field }: { field: { id: string; error?: string } }) {
  return field.error === undefined ? null : (
    <p class="field-error" id={`${field.id}-error`}>
      <Icon name="alert" /> {field.error}
    </p>
  );
}
