'use client'

import { Printer } from 'lucide-react'
import { Button, type ButtonProps } from './button'

export function PrintButton({ variant = 'primary' }: Pick<ButtonProps, 'variant'>) {
  return (
    <Button variant={variant} className="no-print" icon={<Printer />} onClick={() => window.print()}>
      Print
    </Button>
  )
}
