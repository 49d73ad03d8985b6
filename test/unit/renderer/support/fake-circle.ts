import type { Declared } from '../../../../shared/model/circle'

const ID = (n: number): string => `0192f000-0000-7000-8000-0000000f${String(n).padStart(4, '0')}`

export const makeDeclared = (n: number, wish: Partial<Declared> = {}): Declared => ({ declarationId: ID(n), kind: 'family', declaredAt: '2026-11-20T09:15:00.000Z', state: 'standing', changedAt: null, ...wish })

/** The declarations that a FakeBridge knows. */
export class FakeCircle {
  own: Declared[] = []
  kept: (Declared & { officerId: string })[] = []
  isKeeper = false

  answer(name: string, request: Record<string, unknown>): unknown {
    const at = '2026-11-26T10:00:00.000Z'
    switch (name) {
      case 'circle.listOwn': return { declarations: this.own, isKeeper: this.isKeeper }
      case 'circle.listKept': return { declarations: this.kept }
      case 'circle.declare': {
        const declared = makeDeclared(this.own.length + 1, { declarationId: String(request['declarationId']), kind: request['kind'] as Declared['kind'], declaredAt: at })
        this.own = [declared, ...this.own]
        return { declared }
      }
      case 'circle.askWithdrawal': {
        this.own = this.own.map((each) => (each.declarationId === request['declarationId'] ? { ...each, state: 'withdrawal-asked', changedAt: at } : each))
        return { declared: this.own.find(({ declarationId }) => declarationId === request['declarationId']) }
      }
      default: {
        this.kept = this.kept.map((each) => (each.declarationId === request['declarationId'] ? { ...each, state: request['agrees'] === true ? 'withdrawn' : 'withdrawal-declined', changedAt: at } : each))
        const { officerId: _, ...declared } = this.kept.find(({ declarationId }) => declarationId === request['declarationId'])!
        return { declared }
      }
    }
  }
}
