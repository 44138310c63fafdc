/** The kinds of paper invoice, the ways of supply, and the steps of the largest amount a sheet. */
export const KINDS = ['P_SPECIAL', 'P_ORD', 'P_ROLL', 'P_GENERAL', 'DP_SPECIAL', 'DP_ORD'] as const
export const METHODS = ['verify-old', 'exchange-old', 'batch'] as const
/** 千元, 万元, 十万, 百万, 千万 and 亿 steps (限额档), each one fen below the round amount. */
export const SHEET_LIMITS_FEN = [
  99_999, 999_999, 9_999_999, 99_999_999, 999_999_999, 9_999_999_999,
] as const
