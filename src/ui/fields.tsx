import { Field } from './field.tsx';
import { useField } from './form.tsx';
import { type Said, useVisit } from './visit.ts';

export interface FieldProps {
  name: string;
  label: string;
  hint?: Said;
  value?: string;
  error?: Said;
  required?: boolean;
  disabled?: boolean;
}

interface TextProps extends FieldProps {
  type?: 'text' | 'email' | 'url' | 'tel' | 'search' | 'password';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'email' | 'url' | 'tel' | 'search';
  maxlength?: number;
  placeholder?: string;
  size?: 'short' | 'full';
}

export function TextField({ name, label, hint, value, error, size, type = 'text', ...rest }: TextProps) {
  const field = useField({ name, label, value, error, hint });
  // Addresses run left to right in every language; other text runs as its own first letter does.
  const direction = type === 'text' || type === 'search' ? 'auto' : 'ltr';
  return (
    <Field label={label} field={field} required={rest.required}>
      <input
        id={field.id}
        name={name}
        type={type as 'text'}
        value={field.value}
        dir={direction}
        class={size}
        {...field.described}
        {...rest}
      />
    </Field>
  );
}

export function TextArea({
  name,
  label,
  hint,
  value,
  error,
  rows = 5,
  ...rest
}: FieldProps & { rows?: number; maxlength?: number }) {
  const field = useField({ name, label, value, error, hint });
  return (
    <Field label={label} field={field} required={rest.required}>
      <textarea id={field.id} name={name} rows={rows} dir="auto" {...field.described} {...rest}>
        {field.value}
      </textarea>
    </Field>
  );
}

/** A text field with the keys for a number: a number field would throw away what it cannot read. */
export function NumberField({ name, label, hint, value, error, decimal, ...rest }: FieldProps & { decimal?: boolean }) {
  const field = useField({ name, label, value, error, hint });
  return (
    <Field label={label} field={field} required={rest.required}>
      <input
        id={field.id}
        name={name}
        type="text"
        inputmode={decimal ? 'decimal' : 'numeric'}
        value={field.value}
        dir="ltr"
        class="short"
        {...field.described}
        {...rest}
      />
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
  /** One line that says what choosing it means. */
  hint?: Said;
}

interface SelectProps extends FieldProps {
  options: Choice[];
  /** The first, empty entry, where nothing is chosen yet. */
  empty?: string;
}

export function Select({ name, label, hint, value, error, options, empty, ...rest }: SelectProps) {
  const field = useField({ name, label, value, error, hint });
  return (
    <Field label={label} field={field} required={rest.required}>
      <select id={field.id} name={name} {...field.described} {...rest}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === field.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A date and time in the person's zone, which it names. Values come from localValue(). */
export function DateTimeField({
  name,
  label,
  hint,
  value,
  error,
  ...rest
}: FieldProps & { min?: string; max?: string }) {
  const { t, format, now } = useVisit();
  const field = useField({ name, label, value, error, hint });
  const zone = `${field.id}-zone`;
  const describedby = [field.described['aria-describedby'], zone].filter(Boolean).join(' ');
  return (
    <Field label={label} field={field} required={rest.required}>
      <div class="with-unit">
        <input
          id={field.id}
          name={name}
          type="datetime-local"
          value={field.value}
          {...field.described}
          aria-describedby={describedby}
          {...rest}
        />
        <span id={zone} class="unit">
          {t('ui.inZone', { zone: format.zone.replaceAll('_', ' '), name: format.zoneName(now) })}
        </span>
      </div>
    </Field>
  );
}

/** A calendar day. */
export function DateField({ name, label, hint, value, error, ...rest }: FieldProps & { min?: string; max?: string }) {
  const field = useField({ name, label, value, error, hint });
  return (
    <Field label={label} field={field} required={rest.required}>
      <input id={field.id} name={name} type="date" value={field.value} {...field.described} {...rest} />
    </Field>
  );
}

/** A file to send; its form needs `files`. */
export function FileField({ name, label, hint, error, ...rest }: Omit<FieldProps, 'value'> & { accept?: string }) {
  const field = useField({ name, label, error, hint });
  return (
    <Field label={label} field={field} required={rest.required}>
      <input id={field.id} name={name} type="file" {...field.described} {...rest} />
    </Field>
  );
}
