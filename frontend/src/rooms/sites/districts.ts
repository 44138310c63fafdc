/**
 * The city's districts with a point in the middle of their places, for people who do not share a
 * position.
 */

export interface Point {
  lat: number
  lon: number
}
export const districts: Readonly<Record<string, Point>> = {
  '130502': { lat: 37.0455, lon: 114.5232 },
  '130503': { lat: 37.0773, lon: 114.4796 },
  '130505': { lat: 37.1584, lon: 114.7861 },
  '130506': { lat: 37.0263, lon: 114.7761 },
  '130522': { lat: 37.4636, lon: 114.4638 },
  '130523': { lat: 37.3106, lon: 114.4678 },
  '130524': { lat: 37.5088, lon: 114.6959 },
  '130525': { lat: 37.3392, lon: 114.7491 },
  '130528': { lat: 37.6072, lon: 115.0077 },
  '130529': { lat: 37.2447, lon: 114.998 },
  '130530': { lat: 37.5207, lon: 115.2673 },
  '130531': { lat: 37.145, lon: 115.2028 },
  '130532': { lat: 37.05, lon: 115.0145 },
  '130533': { lat: 37.0273, lon: 115.3526 },
  '130534': { lat: 37.0098, lon: 115.6658 },
  '130535': { lat: 36.8658, lon: 115.549 },
  '130571': { lat: 37.0442, lon: 114.5001 },
  '130581': { lat: 37.2899, lon: 115.4529 },
  '130582': { lat: 36.8989, lon: 114.3923 },
}
