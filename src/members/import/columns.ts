/** The columns that a list may have. */
export const listColumns = [
  'name',
  'kind',
  'website',
  'place',
  'about',
  'people',
  'id',
  'tie',
  'constituencies',
  'formerly',
  'contact',
  'role',
  'email',
  'phone',
  'note',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What people call them, in the three languages, without case, accents and signs. */
const titles: Record<ListColumn, string[]> = {
  name: [
    'name',
    'organization',
    'organisation',
    'organization name',
    'member',
    'nombre',
    'organizacion',
    'entidad',
    'miembro',
    'الاسم',
    'اسم',
    'المنظمة',
    'اسم المنظمة',
  ],
  kind: ['kind', 'tipo', 'clase', 'النوع'],
  tie: ['tie', 'vinculo', 'الصلة'],
  constituencies: ['constituencies', 'constituency', 'sector', 'sectors', 'sectores', 'القطاعات', 'الفئات'],
  formerly: ['formerly', 'former names', 'previous names', 'nombres anteriores', 'الاسماء السابقة'],
  role: ['role', 'position', 'function', 'cargo', 'funcion', 'المنصب', 'الدور'],
  website: [
    'website',
    'web',
    'web site',
    'url',
    'homepage',
    'site',
    'sitio web',
    'sitio',
    'pagina web',
    'الموقع',
    'الموقع الالكتروني',
  ],
  place: ['place', 'city', 'town', 'location', 'lugar', 'ciudad', 'localidad', 'municipio', 'المكان', 'المدينة'],
  about: ['about', 'description', 'classification', 'tags', 'descripcion', 'acerca de', 'وصف', 'الوصف', 'نبذة'],
  people: [
    'people',
    'people represented',
    'peoplerepresented',
    'size',
    'personas',
    'personas representadas',
    'عدد الاشخاص',
    'الاشخاص',
  ],
  id: ['id', 'external id', 'externalid', 'identifier', 'identificador', 'المعرف'],
  contact: ['contact', 'contact name', 'contact person', 'contacto', 'persona de contacto', 'جهة الاتصال'],
  email: [
    'email',
    'e mail',
    'mail',
    'email address',
    'e mail address',
    'correo',
    'correo electronico',
    'البريد',
    'البريد الالكتروني',
  ],
  phone: ['phone', 'telephone', 'tel', 'mobile', 'telefono', 'movil', 'celular', 'الهاتف', 'هاتف'],
  note: ['note', 'notes', 'comment', 'nota', 'notas', 'ملاحظة', 'ملاحظات'],
};

const known = new Map(
  Object.entries(titles).flatMap(([column, names]) => names.map((name) => [name, column as ListColumn])),
);

/** The column that a title means; undefined where we do not know it. */
export function columnOf(title: string): ListColumn | undefined {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return known.get(plain);
}
