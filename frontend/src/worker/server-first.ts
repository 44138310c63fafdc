/**
 * How the page of a machine is answered: by its server, for the page says where the printer
 * listens, and a bad version goes away by starting the machine anew. Silence, errors, a page that
 * stops half-way and a page whose scripts did not come (`?held`) are answered from what is held.
 */
export interface Sides {
  readonly fetch: (request: Request) => Promise<Response>
  readonly held: () => Promise<Response>
  readonly patienceMilliseconds: number
}

export async function serverFirst(request: Request, sides: Sides): Promise<Response> {
  if (new URL(request.url).searchParams.has('held')) return await sides.held()
  const late = new Promise<null>((resolve) => setTimeout(resolve, sides.patienceMilliseconds, null))
  try {
    const answer = await Promise.race([whole(sides.fetch(request)), late])
    if (answer?.ok) return answer
  } catch {
    // No line.
  }
  return await sides.held()
}

async function whole(asked: Promise<Response>): Promise<Response> {
  const answer = await asked
  return new Response(await answer.blob(), answer)
}
