import { isWide } from './kind.ts';

/** The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark or without, or the Western code page of old Excels. */
export function decodeText(bytes: Uint8Array): string {
  const wide = isWide(bytes.subarray(0, 4096));
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
