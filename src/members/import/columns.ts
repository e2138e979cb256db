/** The columns that a list may have. */
export type ListColumn =
  | 'name'
  | 'kind'
  | 'website'
  | 'place'
  | 'about'
  | 'people'
  | 'id'
  | 'contact'
  | 'email'
  | 'phone'
  | 'note';

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
  about: ['about', 'description', 'descripcion', 'acerca de', 'وصف', 'الوصف', 'نبذة'],
  people: ['people', 'people represented', 'size', 'personas', 'personas representadas', 'عدد الاشخاص', 'الاشخاص'],
  id: ['id', 'external id', 'identifier', 'identificador', 'المعرف'],
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
