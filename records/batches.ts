interface Waiting<In, Out> {
  item: In
  settle: (result: Out) => void
  fail: (error: unknown) => void
}

/**
 * Does work that comes one by one in batches: what arrives while one batch is being done is done in the next, so that a lone piece
 * never waits and a storm shares its round trips. A batch that fails is done again piece by piece, so that none fails for another.
 */
export function inBatches<In, Out>(most: number, work: (items: In[]) => Promise<Out[]>): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = []
  let busy = false

  /** What throws before it promises anything fails its piece as well, and holds up no other. */
  const tried = async (items: In[]): Promise<Out[]> => work(items)

  async function alone({ item, settle, fail }: Waiting<In, Out>): Promise<void> {
    await tried([item]).then(([result]) => settle(result as Out), fail)
  }

  async function together(batch: Waiting<In, Out>[]): Promise<void> {
    const results = await tried(batch.map((one) => one.item)).catch(() => null)
    if (results) batch.forEach((one, index) => one.settle(results[index] as Out))
    else await Promise.all(batch.map(alone))
  }

  async function run(): Promise<void> {
    busy = true
    while (waiting.length) {
      const [first, ...more] = waiting.splice(0, most)
      if (first) await (more.length ? together([first, ...more]) : alone(first))
    }
    busy = false
  }

  return (item) =>
    new Promise<Out>((settle, fail) => {
      waiting.push({ item, settle, fail })
      if (!busy) void run()
    })
}
