/** For tests: a person at the machine, who reads headings and presses buttons. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { t, type TextKey } from '@/text'
import Apply from './Apply.vue'
import { Hall, kind } from './fakes'

export class Hand {
  readonly hall = new Hall()
  page: VueWrapper = this.open()

  open(stock: Record<string, number> = { P_ORD: 20 }): VueWrapper {
    const { visitors } = this.hall
    const props = { visitors, site: 'Z001', siteName: '模拟微厅', kiosk: 'Z001-K1', stock }
    return (this.page = mount(Apply, { props, attachTo: document.body }))
  }
  /** Another person comes to the same machine. */
  anew(stock?: Record<string, number>): void {
    this.page.unmount()
    this.open(stock)
  }
  get heading(): string {
    return this.page.find('h1').text()
  }
  get text(): string {
    return this.page.text()
  }
  get asked(): boolean {
    return this.page.find('[role=alertdialog]').exists()
  }
  get codes(): unknown[][] {
    return this.page.emitted('code') ?? []
  }
  get left(): number {
    return this.page.emitted('home')?.length ?? 0
  }
  button(words: string) {
    return this.page.findAll('button').find((each) => each.text() === words)
  }
  async press(key: TextKey, params = {}): Promise<void> {
    const found = this.button(t(key, params))
    if (found === undefined) throw new Error(`no ${t(key, params)} in ${this.text}`)
    await found.trigger('click')
    await flushPromises()
  }
  async touch(words: string): Promise<void> {
    const found = this.page.findAll('button').find((each) => each.text().startsWith(words))
    await found?.trigger('click')
    await flushPromises()
  }
  async keys(digits: string): Promise<void> {
    for (const digit of digits) await this.button(digit)?.trigger('click')
    await flushPromises()
  }
  async signIn(): Promise<void> {
    await this.press('visit.ways.sms')
    await this.keys('13800000001')
    await this.press('visit.phone.submit')
    await this.keys('123456')
  }
  async toCount(): Promise<void> {
    await this.signIn()
    await this.touch('模拟甲')
    await this.touch(kind.name_zh)
  }
  async apply(count = '3'): Promise<void> {
    await this.toCount()
    await this.keys(count)
    await this.press('visit.count.submit', { count })
  }
}
