import { getCountries, getCountryCallingCode } from 'libphonenumber-js'

export type CountryChoice = { value: string; label: string }

/** The countries a phone without a country code can be read for: "United Kingdom (+44)", by name. */
export function countryChoices(): CountryChoice[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  return getCountries()
    .map((code) => ({ value: code, label: `${names.of(code) ?? code} (+${getCountryCallingCode(code)})` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}
