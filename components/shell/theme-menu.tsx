'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { classNames } from '../ui/class-names'
import { iconButtonStyle } from '../ui/icon-button'
import { Menu, MenuItem } from '../ui/menu'

const THEMES = [
  { key: 'light', label: 'Light', icon: <Sun /> },
  { key: 'dark', label: 'Dark', icon: <Moon /> },
  { key: 'system', label: 'As on this device', icon: <Monitor /> },
] as const

/** The icon follows the theme by CSS, since the server does not know it. */
export function ThemeMenu() {
  const { setTheme } = useTheme()
  return (
    <Menu
      trigger={
        <button type="button" aria-label="Theme" className={classNames(iconButtonStyle, 'size-8')}>
          <Sun className="dark:hidden" />
          <Moon className="not-dark:hidden" />
        </button>
      }
    >
      {THEMES.map((theme) => (
        <MenuItem key={theme.key} icon={theme.icon} onSelect={() => setTheme(theme.key)}>
          {theme.label}
        </MenuItem>
      ))}
    </Menu>
  )
}
