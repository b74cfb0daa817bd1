/** '£2,500', '£86.50'. */
export function inPounds(pounds: number): string {
  const [whole = '', pence] = (Number.isInteger(pounds) ? String(pounds) : pounds.toFixed(2)).split('.')
  return `£${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${pence ? `.${pence}` : ''}`
}

export const inDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`
