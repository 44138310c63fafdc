import { describe, expect, it } from 'vitest'
import { World } from './fakes'
import { Kiosk } from './machine'
import { Unreachable, type Printer } from './ports'

const CODE = 'ABCDEFGHJK2M'

/** A printer that loses its power at one sheet: the sheet moves or not, and nobody can say. */
class Cut {
  dead = false
  readonly told: string[] = []
  readonly world = new World()
  constructor(
    private readonly at: number,
    private readonly moves: boolean,
  ) {}

  ports(): ReturnType<World['ports']> {
    const ports = this.world.ports()
    const { feed, head } = ports.printer
    const alive = async <T>(act: () => Promise<T>): Promise<T> => {
      if (this.dead) throw new Unreachable('printer')
      return await act()
    }
    const printer: Printer = {
      head: (kind) => alive(() => head(kind)),
      feed: (id, kind) =>
        alive(async () => {
          if (this.world.tray.length + 1 !== this.at) return await feed(id, kind)
          this.dead = true
          if (this.moves) await feed(id, kind)
          throw new Unreachable('printer')
        }),
    }
    const { part, start, stop } = ports.server
    const noted = <A extends unknown[], R>(verb: string, call: (...args: A) => Promise<R>) => {
      return (...args: A): Promise<R> => {
        if (this.dead || verb !== 'start') this.told.push(verb)
        return call(...args)
      }
    }
    const server = { ...ports.server, part: noted('part', part), stop: noted('stop', stop) }
    return { ...ports, printer, server: { ...server, start: noted('start', start) } }
  }
}

/** Runs until a view is reached, then does something, once. */
function at(machine: Kiosk, reached: (machine: Kiosk) => boolean, act: () => void): void {
  let done = false
  machine.subscribe(() => {
    if (done || !reached(machine)) return
    done = true
    queueMicrotask(act)
  })
}

const troubled = ({ view }: Kiosk): boolean =>
  view.at === 'printing' && (view.trouble?.attempts ?? 0) >= 2
const parted = ({ view }: Kiosk): boolean =>
  view.at === 'stopped' && view.reason === 'printer' && view.reported

describe('the printer dies in mid-service', () => {
  it.each([
    { moves: true, sheets: 2 },
    { moves: false, sheets: 1 },
  ])('lets the person go at once and asks the printer later (%j)', async ({ moves, sheets }) => {
    const cut = new Cut(2, moves)
    const machine = new Kiosk(cut.ports())
    let toldFirst: readonly string[] = []
    at(machine, troubled, () => machine.part())
    at(machine, parted, () => {
      toldFirst = [...cut.told]
      expect(machine.view).toMatchObject({ reason: 'printer', count: 3 })
      expect(cut.world.state).toBe('open')
      machine.home()
      expect(machine.view).toEqual({ at: 'idle' })
      cut.dead = false
    })
    await machine.wake()
    await machine.submit(CODE)
    expect(toldFirst.slice(-1)).toEqual(['part'])
    expect(cut.world.tray).toHaveLength(sheets)
    expect(cut.world.confirmed.size).toBe(sheets)
    expect(cut.world.stopped).toEqual({ reason: 'cancelled', spoiled: null })
    expect(machine.view).toEqual({ at: 'idle' })
  })

  it('does not begin again for somebody who left, after a restart in the same minute', async () => {
    const cut = new Cut(2, false)
    const machine = new Kiosk(cut.ports())
    at(machine, troubled, () => machine.part())
    const restarted = new Promise<Kiosk>((resolve) => {
      at(machine, parted, () => resolve(new Kiosk(cut.ports())))
    })
    void machine.wake().then(() => machine.submit(CODE))
    const again = await restarted
    expect(cut.world.disk.some((one) => one.step === 'parted')).toBe(true)
    cut.dead = false
    await again.wake()
    expect(cut.world.tray).toHaveLength(1)
    expect(cut.world.stopped?.reason).toBe('cancelled')
  })

  it('hands the order to a clerk by itself when nobody presses anything', async () => {
    const cut = new Cut(2, false)
    const machine = new Kiosk(cut.ports())
    at(machine, parted, () => (cut.dead = false))
    await machine.wake()
    await machine.submit(CODE)
    expect(cut.told.filter((one) => one === 'part')).toEqual(['part'])
    expect(machine.view).toEqual({ at: 'idle' })
  })
})
