import iconv from 'iconv-lite'

const ours = [
  'URN',
  'LA (code)',
  'LA (name)',
  'EstablishmentName',
  'TypeOfEstablishment (name)',
  'EstablishmentStatus (name)',
  'CloseDate',
  'PhaseOfEducation (name)',
  'ReligiousCharacter (name)',
  'Diocese (name)',
  'DistrictAdministrative (name)',
  'HeadTitle (name)',
  'HeadFirstName',
  'HeadLastName',
] as const

/** The header as published has 139 columns; those that are not ours stand between and behind. */
export const columns = [
  ...ours.flatMap((name, index) => [name, `Other${index} (name)`]),
  ...Array.from({ length: 139 - 2 * ours.length }, (_, index) => `Further${index}`),
]

export type GiasCells = Partial<Record<(typeof ours)[number] | 'SuccessorURN', string>>

const usual: GiasCells = {
  'LA (code)': '860',
  'LA (name)': 'Staffordshire',
  'TypeOfEstablishment (name)': 'Community school',
  'EstablishmentStatus (name)': 'Open',
  'PhaseOfEducation (name)': 'Primary',
  'ReligiousCharacter (name)': 'Does not apply',
  'Diocese (name)': 'Not applicable',
  'DistrictAdministrative (name)': 'Cannock Chase',
  'HeadTitle (name)': 'Mrs',
  HeadFirstName: 'Zoë',
  HeadLastName: 'O’Invented',
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const giasRow = (cells: GiasCells, header: string[] = columns): string =>
  header.map((name) => quoted(({ ...usual, ...cells } as Record<string, string>)[name] ?? '')).join(',')

/** The file as the Department publishes it: Windows-1252, and lines that end in CRLF. */
export const giasFile = (rows: (GiasCells | string)[], header: string[] = columns): Buffer =>
  iconv.encode(
    [header.join(','), ...rows.map((row) => (typeof row === 'string' ? row : giasRow(row, header)))].join('\r\n') +
      '\r\n',
    'win1252',
  )
