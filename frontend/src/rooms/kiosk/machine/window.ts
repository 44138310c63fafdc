/** Two windows would drive one printer and write one journal: only the first of them serves. */

type Locks = Pick<LockManager, 'request'>
const DOOR = 'tax-kiosk-door'

/** Whether this window is the only one; it stays so until it is closed. */
export function onlyWindow(locks: Locks | null | undefined): Promise<boolean> {
  if (!locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise<void>(() => undefined)
    }
    void locks.request(DOOR, { ifAvailable: true }, hold)
  })
}

/** Resolves once the window before this one is closed; nobody has to start the machine anew. */
export function nextWindow(locks: Locks): Promise<void> {
  return new Promise((resolve) => {
    const hold = (): Promise<void> => {
      resolve()
      return new Promise<void>(() => undefined)
    }
    void locks.request(DOOR, hold)
  })
}
