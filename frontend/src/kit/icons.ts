/** The signs of the product, drawn on a 24 by 24 grid with one line. */
export const icons = {
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M7 7l10 10M17 7L7 17',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.8v.1',
  warn: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.1',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.2l3.2 2',
  place:
    'M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21z' +
    'M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  paper: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2',
  phone:
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5' +
    ' 1.5 0 0 1 8 3zM11 18h2',
  company: 'M4 21V5l8-2v18M12 8h8v13M3 21h18M7 8v.1M7 12v.1M7 16v.1M16 12v.1M16 16v.1',
  history: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.8',
  send: 'M4 12l16-8-6 16-3-6.5z',
  wait: 'M7 3h10M7 21h10M8 3c0 5 8 5.5 8 9s-8 4-8 9M16 3c0 5-8 5.5-8 9s8 4 8 9',
  settings:
    'M5 7h9M18 7h1M5 17h1M10 17h9M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4z' +
    'M8 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  offline:
    'M3 3l18 18M8.5 16a5 5 0 0 1 6.5-.5M5 12.5a10 10 0 0 1 4.5-2.4' +
    'M2 9a15 15 0 0 1 4.5-2.8M13 6a15 15 0 0 1 9 3M12 19.5v.1',
  print: 'M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.5-4.5 4-6.5 8-6.5s7.5 2 8 6.5',
} as const

export type IconName = keyof typeof icons
