import type { Policy } from '../policies/policy.ts'

const firstNames = [
  'Alex',
  'Blair',
  'Casey',
  'Devon',
  'Ellis',
  'Frankie',
  'Gale',
  'Harper',
  'Indigo',
  'Jules',
  'Kit',
  'Lane',
  'Morgan',
  'Noor',
  'Oakley',
  'Perry',
  'Quinn',
  'Remy',
  'Sage',
  'Toby',
  'Uma',
  'Vale',
  'Wren',
  'Xen',
  'Yael',
  'Zuri',
]

/** Invented people: one holder of every role of a policy but the school's own, which each school has for itself. */
export function inventedPeople(policy: Policy) {
  const roles = Object.entries(policy.roles).filter(
    ([role, { school }]) => !school || role === 'improvement-coordinator',
  )
  return roles.map(([role], index) => ({
    id: `${policy.authority}-${role}`,
    name: `${firstNames[index % firstNames.length]} Example`,
    email: `${role}@${policy.authority}.example`,
    authority: policy.authority,
    roles: [{ role, from: '2007-04-01' }],
    away: [],
  }))
}

export interface InventedSchool {
  urn: string
  name: string
  phase: string
  district: string
  denomination?: string
}

/** Twelve invented schools; no such URN is given to a real one. */
export const inventedSchools: InventedSchool[] = [
  { urn: '900001', name: 'Ashfield Primary School', phase: 'primary', district: 'cannock-lichfield' },
  { urn: '900002', name: 'Beech Hill High School', phase: 'secondary', district: 'south-staffs' },
  { urn: '900003', name: 'Cedar Lane Primary School', phase: 'primary', district: 'newcastle-moorlands' },
  { urn: '900004', name: 'Damson Park School', phase: 'all-through', district: 'tamworth-east-staffs' },
  { urn: '900005', name: 'Elderflower Junior School', phase: 'primary', district: 'cannock-lichfield' },
  {
    urn: '900006',
    name: 'Foxglove Church of England Primary School',
    phase: 'primary',
    district: 'south-staffs',
    denomination: 'Church of England',
  },
  { urn: '900007', name: 'Greenway High School', phase: 'secondary', district: 'newcastle-moorlands' },
  { urn: '900008', name: 'Hawthorn Special School', phase: 'special', district: 'tamworth-east-staffs' },
  { urn: '900009', name: 'Ivybridge Infant School', phase: 'primary', district: 'south-staffs' },
  { urn: '900010', name: 'Juniper Academy Primary School', phase: 'primary', district: 'cannock-lichfield' },
  {
    urn: '900011',
    name: 'Kingcup Catholic Primary School',
    phase: 'primary',
    district: 'newcastle-moorlands',
    denomination: 'Roman Catholic',
  },
  { urn: '900012', name: 'Larkspur Rehearsal School', phase: 'primary', district: 'south-staffs' },
]
