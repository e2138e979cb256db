import { h } from 'preact';
import { Select } from '../../ui/fields.tsx';
import { useVisit } from '../../ui/visit.ts';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}));

/** The time zone. Where nothing is known yet, the browser's own is chosen by the island. */
export function ZoneField({ value, guess }: { value: string; guess?: boolean }) {
  const { t } = useVisit();
  const field = (
    <Select
      name="timeZone"
      label={t('common.timeZone')}
      hint={{ key: 'accounts.zoneHint' }}
      value={value}
      options={zones}
      required
    />
  );
  return guess ? h('greenbelt-time-zone', {}, field) : field;
}
