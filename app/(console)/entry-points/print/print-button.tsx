'use client'

import { Printer } from 'lucide-react'
import { Button } from '@/components/ui/button'

export function PrintButton() {
  return (
    <Button variant="primary" className="no-print" icon={<Printer />} onClick={() => window.print()}>
      Print
    </Button>
  )
}
