import { FieldError, Hint, Optional } from './field.tsx';
import type { Choice, FieldProps } from './fields.tsx';
import { useField } from './form.tsx';
import { useSay } from './visit.ts';

/** One box to tick. Ticked, it sends 'on'. */
export function Checkbox({
  name,
  label,
  hint,
  value = 'on',
  error,
  checked,
  ...rest
}: FieldProps & { checked?: boolean }) {
  const field = useField({ name, label, error, hint });
  const ticked = field.sent ? field.sent.includes(value) : checked;
  return (
    <div class={field.error ? 'field wrong' : 'field'}>
      <FieldError field={field} />
      <div class="choice">
        <input
          id={field.id}
          type="checkbox"
          name={name}
          value={value}
          checked={ticked}
          {...field.described}
          {...rest}
        />
        <label for={field.id}>{label}</label>
        <Hint field={field} />
      </div>
    </div>
  );
}

interface GroupProps extends Omit<FieldProps, 'value'> {
  options: Choice[];
}

/** One of several, each with the line that says what it means. */
export function RadioGroup({ value, ...props }: GroupProps & { value?: string }) {
  return <ChoiceGroup {...props} type="radio" chosen={value === undefined ? [] : [value]} />;
}

/** Any number of several. */
export function CheckboxGroup({ values = [], ...props }: GroupProps & { values?: string[] }) {
  return <ChoiceGroup {...props} type="checkbox" chosen={values} />;
}

type ChoiceGroupProps = GroupProps & { type: 'radio' | 'checkbox'; chosen: string[] };

function ChoiceGroup({ name, label, hint, error, required, disabled, options, type, chosen }: ChoiceGroupProps) {
  const field = useField({ name, label, error, hint });
  const say = useSay();
  const current = field.sent ?? chosen;
  return (
    <fieldset
      class={field.error ? 'field group wrong' : 'field group'}
      disabled={disabled}
      aria-describedby={field.described['aria-describedby']}
    >
      <legend>
        {label} <Optional unless={required} />
      </legend>
      <Hint field={field} />
      <FieldError field={field} />
      {options.map((option, index) => {
        // The first choice carries the field's own id, so that the error summary leads there.
        const id = index === 0 ? field.id : `${field.id}-${index}`;
        return (
          <div class="choice" key={option.value}>
            <input
              id={id}
              type={type}
              name={name}
              value={option.value}
              checked={current.includes(option.value)}
              required={type === 'radio' && required}
              aria-invalid={type === 'radio' ? undefined : field.described['aria-invalid']}
              aria-describedby={option.hint === undefined ? undefined : `${id}-hint`}
            />
            <label for={id}>{option.label}</label>
            <Hint field={{ id, hint: option.hint === undefined ? undefined : say(option.hint) }} />
          </div>
        );
      })}
    </fieldset>
  );
}
