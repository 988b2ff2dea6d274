#!/usr/bin/python3
"""Keeps a year of books in a fresh Tryton database, for the connector's tests.

Usage: seed.py CONFIG DATABASE [INVOICES]

Run it once, after `trytond-admin` made the database with the modules account_invoice, account_product and bank.
It works inside the server's own process and posts in batches, which is many times faster than going through RPC.
The same number of INVOICES gives the same books, but for the dates, which end today.

What it makes: a company in GBP with a chart of accounts, and a second one in EUR; three fiscal years; four tax rates
and one made of two; goods and services; customers, suppliers, one party that is both, one that is neither, one that is
archived; bank accounts; invoices, bills and credit notes of both kinds in every state and in three currencies, paid in
full, in part, in instalments, by credit note and not at all; manual entries, transfers between banks, a reversed entry
and one that is still a draft. It prints what it made as one line of JSON.
"""
import contextlib
import datetime
import json
import random
import sys
from decimal import Decimal

from trytond.config import config

config.update_etc(sys.argv[1])

from trytond.pool import Pool  # noqa: E402: the configuration must be read first
from trytond.transaction import Transaction  # noqa: E402
from trytond.worker import run_task  # noqa: E402

DATABASE = sys.argv[2]
INVOICES = int(sys.argv[3]) if len(sys.argv) > 3 else 400
TODAY = datetime.date.today()
FIRST_DAY = TODAY - datetime.timedelta(days=364)
ADMIN = 1

CUSTOMERS = [
    ('Marlowe Interiors', 'accounts@marlowe.example', '+44 117 496 0101', 'Bristol', 'BS1 1AA'),
    ('Thistle & Rye Bakery', 'hello@thistlerye.example', '+44 131 496 0102', 'Edinburgh', 'EH1 1AA'),
    ('Pérez Señalética SL', 'cuentas@perez.example', None, 'Valencia', '46001'),
    ("D'Arcy Removals", None, '+44 161 496 0104', 'Manchester', 'M1 1AA'),
    ('北極星 Trading', 'ap@hokkyokusei.example', None, 'London', 'E1 1AA'),
    ('Quill & Co. Solicitors', 'office@quill.example', '+44 29 2018 0106', 'Cardiff', 'CF10 1AA'),
]
SUPPLIERS = [
    ('Ironbridge Timber', 'sales@ironbridge.example', '+44 1952 496 001', 'Telford', 'TF1 1AA'),
    ('Lumen Energy', 'billing@lumen.example', None, 'Leeds', 'LS1 1AA'),
    ('Vesterhavet Logistik ApS', 'faktura@vesterhavet.example', None, 'Esbjerg', '6700'),
    ('Pebble Hosting', 'invoices@pebble.example', '+44 113 496 0004', 'York', 'YO1 1AA'),
]
BOTH = ('Two Rivers Print', 'books@tworivers.example', '+44 118 496 0009', 'Reading', 'RG1 1AA')
PRODUCTS = [
    # name, code, kind, price, which taxes
    ('Design day', 'DESIGN', 'service', '615', ['standard']),
    ('Ash bookcase', 'ASH-1', 'goods', '349.95', ['standard']),
    ('Insulation panel', 'INS-9', 'goods', '18.4375', ['reduced']),
    ('Picture book', 'BOOK', 'goods', '12.99', ['zero']),
    ('Carriage', None, 'service', '9.50', ['standard']),
    ('Site survey', 'SURVEY', 'service', '120', ['levied']),
]
# What becomes of each invoice in turn. Weights: half of the books are settled, as real ones are.
FATES = ['paid', 'posted', 'part-paid', 'paid', 'draft', 'paid', 'posted', 'in-two-payments', 'validated', 'paid',
         'credited', 'posted', 'overdue', 'paid', 'cancelled-draft', 'paid', 'instalment', 'part-paid', 'paid', 'posted']


@contextlib.contextmanager
def books(company=None):
    """One transaction as the administrator; what it queues is run after it, as the server does."""
    context = {'_skip_warnings': True}
    if company:
        context['company'] = company
    with Transaction().start(DATABASE, ADMIN, context=context) as transaction:
        yield
        transaction.commit()
        tasks = list(transaction.tasks)
        transaction.tasks.clear()
    for task in tasks:
        run_task(pool, task)


def day(share):
    """A day of the past year, 0 the first and 1 today."""
    return FIRST_DAY + datetime.timedelta(days=int(364 * share))


def get(name):
    return pool.get(name)


def make(model, **values):
    record, = get(model).create([values])
    return record.id


def only(name, *domain):
    record, = get(name).search(list(domain), limit=1)
    return record.id


def by_id(module, name):
    return get('ir.model.data').get_id(module, name)


def party(name, email, phone, city, postal_code, country=None, **values):
    contacts = []
    if email:
        contacts.append({'type': 'email', 'value': email})
    if phone:
        contacts.append({'type': 'phone', 'value': phone})
    return make('party.party', name=name,
        contact_mechanisms=[('create', contacts)] if contacts else None,
        addresses=[('create', [{
                        'street': '1 Quay Street\nUnit 4', 'city': city, 'postal_code': postal_code,
                        'country': country}])],
        **values)


def make_company(name, currency, vat):
    company_party = party(name, 'office@%s.example' % name.split()[0].lower(), '+44 117 496 0000', 'Bristol', 'BS1 2AA',
        identifiers=[('create', [{'type': 'gb_vat', 'code': vat}])] if vat else None)
    company = make('company.company', party=company_party, currency=currency)
    user = get('res.user')(ADMIN)
    user.companies = list(user.companies) + [get('company.company')(company)]
    user.company = user.company or company
    user.save()
    return company


def make_chart(company):
    """Lays out the minimal chart with the wizard that a person would use."""
    template = only('account.account.template', ('parent', '=', None), ('name', '=', 'Minimal Account Chart'))
    Wizard = pool.get('account.create_chart', type='wizard')
    session, _, _ = Wizard.create()
    Wizard.execute(session, {'account': {'account_template': template, 'company': company}}, 'create_account')
    Wizard.execute(session, {'properties': {
                'company': company,
                'account_receivable': only('account.account', ('type.receivable', '=', True), ('company', '=', company)),
                'account_payable': only('account.account', ('type.payable', '=', True), ('company', '=', company)),
                }}, 'create_properties')
    Wizard.delete(session)

    def kind(name, parent):
        return only('account.account.type', ('name', '=', name), ('parent.name', '=', parent), ('company', '=', company))

    root = only('account.account', ('parent', '=', None), ('company', '=', company))
    accounts = {}
    for key, name, code in [
            ('receivable', 'Main Receivable', '1100'), ('payable', 'Main Payable', '2100'),
            ('revenue', 'Main Revenue', '4000'), ('expense', 'Main Expense', '5000'),
            ('cash', 'Main Cash', '1230'), ('tax', 'Main Tax', '2200')]:
        accounts[key] = only('account.account', ('name', '=', name), ('company', '=', company))
        get('account.account').write([get('account.account')(accounts[key])],
            {'code': code, 'template_override': True})
    for key, name, code, type_, extra in [
            ('bank', 'Current account', '1200', kind('Cash', 'Current'), {'note': 'IBAN %s' % IBAN}),
            ('savings', 'Savings account', '1210', kind('Cash', 'Current'), {'note': 'At Harbour Bank, %s' % SAVINGS}),
            ('equipment', 'Equipment', '1500', kind('Long-term', 'Asset'), {}),
            ('loan', 'Bank loan', '2600', kind('Long-term', 'Liability'), {}),
            ('capital', "Owner's capital", '3000', kind('Equity', 'Minimal Account Type Chart'), {}),
            ('consulting', 'Consulting income', '4100', kind('Revenue', 'Income'), {}),
            ('rent', 'Rent', '6100', kind('Expense', 'Income'), {}),
            ('fees', 'Bank fees', '6200', kind('Expense', 'Income'), {}),
            ('old', 'Old suspense', '9999', kind('Current', 'Asset'), {'closed': True})]:
        accounts[key] = make('account.account', name=name, code=code, type=type_, company=company, parent=root, **extra)
    return accounts


def make_years(company):
    for year in (TODAY.year - 1, TODAY.year, TODAY.year + 1):
        strict = [make('ir.sequence.strict', name='%s %s' % (kind, year), company=company,
                prefix='%s-%s-' % (prefix, year), padding=5,
                sequence_type=only('ir.sequence.type', ('name', '=', 'Invoice')))
            for kind, prefix in [('Invoices', 'INV'), ('Credit notes', 'CN'), ('Bills', 'BILL'), ('Debit notes', 'DN')]]
        fiscal = make('account.fiscalyear', name=str(year), company=company,
            start_date=datetime.date(year, 1, 1), end_date=datetime.date(year, 12, 31),
            post_move_sequence=make('ir.sequence', name='Posts %s' % year, company=company,
                sequence_type=only('ir.sequence.type', ('name', '=', 'Account Move'))),
            invoice_sequences=[('create', [{
                            'company': company,
                            'out_invoice_sequence': strict[0], 'out_credit_note_sequence': strict[1],
                            'in_invoice_sequence': strict[2], 'in_credit_note_sequence': strict[3]}])])
        get('account.fiscalyear').create_period([get('account.fiscalyear')(fiscal)])


def make_taxes(company, accounts):
    def tax(name, **values):
        return make('account.tax', name=name, description=name, company=company, **values)

    def percent(name, rate, **values):
        return tax(name, type='percentage', rate=Decimal(rate),
            invoice_account=accounts['tax'], credit_note_account=accounts['tax'], **values)

    taxes = {
        'standard': percent('VAT 20%', '.20'),
        'reduced': percent('VAT 5%', '.05'),
        'zero': percent('VAT 0%', '0'),
        'levied': tax('VAT 20% and levy', type='none'),
        'old': percent('VAT 17.5%', '.175', active=False, end_date=datetime.date(2010, 12, 31)),
    }
    percent('VAT 20% part', '.20', parent=taxes['levied'])
    tax('Survey levy', type='fixed', amount=Decimal('1.25'), parent=taxes['levied'],
        invoice_account=accounts['tax'], credit_note_account=accounts['tax'])
    return taxes


def make_products(accounts, taxes):
    products = []
    for name, code, kind, price, product_taxes in PRODUCTS:
        unit = by_id('product', 'uom_hour' if kind == 'service' else 'uom_unit')
        category = make('product.category', name='%s books' % name, accounting=True,
            account_revenue=accounts['consulting' if kind == 'service' else 'revenue'],
            account_expense=accounts['expense'],
            customer_taxes=[('add', [taxes[t] for t in product_taxes])],
            supplier_taxes=[('add', [taxes[t] for t in product_taxes])])
        template = make('product.template', name=name, code=code, type=kind, default_uom=unit,
            list_price=Decimal(price), cost_price_method='fixed', account_category=category,
            products=[('create', [{'description': 'What we sell as %s' % name.lower(),
                            'cost_price': (Decimal(price) / 2).quantize(Decimal('.0001'))}])])
        product, = get('product.product').search([('template', '=', template)])
        # Hours can be parts of one, pieces can't.
        quantities = [1.0, 2.5, 0.75, 7.5] if kind == 'service' else [1.0, 2.0, 3.0, 12.0]
        products.append((product.id, Decimal(price), [taxes[t] for t in product_taxes], unit, quantities,
                accounts['consulting' if kind == 'service' else 'revenue']))
    retired = make('product.template', name='Retired chair', code='OLD-1', type='goods',
        default_uom=by_id('product', 'uom_unit'), active=False,
        list_price=Decimal('80'), cost_price_method='fixed',
        products=[('create', [{'active': False, 'cost_price': Decimal('40')}])])
    assert retired
    return products


def make_lines(n, out, currency, accounts, products, taxes):
    """One to four lines: products, a plain account line, at times a discount, a heading, a fraction of a unit."""
    lines = []
    common = {'currency': currency, 'invoice_type': 'out' if out else 'in'}
    if n % 11 == 0:
        lines.append(dict(common, type='title', description='Phase %d' % (n % 3 + 1), sequence=0))
    for position in range(dice.randint(1, 4)):
        product, price, product_taxes, unit, quantities, revenue = dice.choice(products)
        quantity = dice.choice(quantities)
        lines.append(dict(common, type='line', sequence=position + 1, product=product, unit=unit, quantity=quantity,
                unit_price=(price * dice.randint(80, 130) / 100).quantize(Decimal('.0001')),
                description='%s units as agreed' % quantity,
                account=revenue if out else accounts['expense'],
                taxes=[('add', product_taxes)]))
    if n % 5 == 0:
        lines.append(dict(common, type='line', sequence=8, quantity=1.0, unit_price=Decimal('45.10'),
                description='Storage, no product', account=accounts['consulting' if out else 'rent']))
    if n % 13 == 0:
        lines.append(dict(common, type='line', sequence=9, quantity=-1.0, unit_price=Decimal('5.00'),
                description='Goodwill discount', account=accounts['revenue' if out else 'expense'],
                taxes=[('add', [taxes['standard']])]))
    return lines


def make_invoices(company, currencies, accounts, products, taxes, customers, suppliers, terms, journals):
    Invoice = get('account.invoice')
    Party = get('party.party')
    rows, fates = [], []
    for n in range(INVOICES):
        out = n % 5 not in (2, 4)
        who = Party(dice.choice(customers if out else suppliers))
        currency = currencies['EUR'] if n % 9 == 4 else currencies['USD'] if n % 23 == 7 else currencies['GBP']
        # Shifted by one for each ten, so that every kind of document meets every fate.
        fate = FATES[(n + n // 10) % len(FATES)]
        credit_note = n % 10 in (6, 9)
        lines = make_lines(n, out, currency, accounts, products, taxes)
        if credit_note:
            for line in lines:
                if line['type'] == 'line':
                    line['quantity'] = -line['quantity']
        date = day(n / max(1, INVOICES - 1))
        rows.append({
                'type': 'out' if out else 'in', 'party': who.id, 'invoice_address': who.addresses[0].id,
                'company': company, 'currency': currency, 'journal': journals['revenue' if out else 'expense'],
                'account': accounts['receivable' if out else 'payable'],
                'payment_term': terms['halves'] if fate == 'instalment' else terms['30 days'],
                'reference': 'PO-%05d' % n if n % 3 else None,
                'description': 'Order %d' % n if n % 2 else None,
                'comment': 'Thank you for your trade.' if n % 4 == 0 else None,
                'invoice_date': None if fate == 'draft' and out else date,
                'lines': [('create', lines)]})
        fates.append(fate)
    invoices = Invoice.create(rows)
    Invoice.update_taxes(invoices)
    return list(zip([i.id for i in invoices], fates))


def settle(invoices, methods, write_off):
    """Takes each invoice to its fate, in the order of their dates, as numbers are given in it."""
    Invoice = get('account.invoice')
    Line = get('account.move.line')
    Method = get('account.invoice.payment.method')

    def pay(invoice, share, days, method):
        amount_currency = (invoice.total_amount * share).quantize(Decimal('.01'))
        date = min(invoice.invoice_date + datetime.timedelta(days=days), TODAY)
        second = invoice.currency if invoice.currency != invoice.company.currency else None
        # In the books' currency a payment is worth the same share of what the invoice was booked at.
        booked = sum((line.debit - line.credit for line in invoice.lines_to_pay), Decimal(0))
        if invoice.type == 'in':
            booked = -booked
        amount = (booked * share).quantize(Decimal('.01'))
        return invoice.pay_invoice(amount, Method(methods[method]), date, 'Payment of %s' % invoice.number,
            abs(amount_currency) if second else None, second), amount

    def rest(invoice, amount, days):
        booked = sum((line.debit - line.credit for line in invoice.lines_to_pay), Decimal(0))
        if invoice.type == 'in':
            booked = -booked
        second = invoice.currency if invoice.currency != invoice.company.currency else None
        left_currency = invoice.total_amount - sum(
            (-line.amount_second_currency if invoice.type == 'out' else line.amount_second_currency
                for line in invoice.payment_lines), Decimal(0)) if second else None
        date = min(invoice.invoice_date + datetime.timedelta(days=days), TODAY)
        return invoice.pay_invoice(booked - amount, Method(methods['bank']), date, None,
            abs(left_currency) if second else None, second)

    def open_lines(invoice):
        invoice = Invoice(invoice.id)
        return [l for l in list(invoice.lines_to_pay) + list(invoice.payment_lines) if not l.reconciliation]

    # Tryton renders each customer invoice as a document when it is posted: a fifth of the time, and nobody reads them.
    Invoice.print_invoice = lambda self: None
    validated = Invoice.browse([i for i, fate in invoices if fate == 'validated'])
    Invoice.validate_invoice(validated)
    posted = Invoice.browse([i for i, fate in invoices
            if fate not in ('draft', 'validated', 'cancelled-draft')])
    for start in range(0, len(posted), 40):
        Invoice.post(Invoice.browse([i.id for i in posted[start:start + 40]]))
    Invoice.cancel(Invoice.browse([i for i, fate in invoices if fate == 'cancelled-draft']))

    credited = 0
    for number, fate in invoices:
        invoice = Invoice(number)
        method = 'cash' if number % 7 == 0 else 'bank'
        if fate == 'paid':
            pay(invoice, Decimal(1), 20, method)
            Line.reconcile(open_lines(invoice))
        elif fate == 'part-paid':
            pay(invoice, Decimal('.4'), 12, method)
        elif fate == 'in-two-payments':
            _, amount = pay(invoice, Decimal('.25'), 5, method)
            rest(Invoice(number), amount, 25)
            Line.reconcile(open_lines(invoice))
        elif fate == 'instalment':
            # The first of two instalments is paid and settled by itself; the second is open.
            first = invoice.lines_to_pay[0]
            amount = first.debit - first.credit if invoice.type == 'out' else first.credit - first.debit
            second = invoice.currency if first.second_currency else None
            lines = invoice.pay_invoice(amount, Method(methods['bank']), invoice.invoice_date, 'First half',
                abs(first.amount_second_currency) if second else None, second)
            Line.reconcile([first] + lines)
        elif fate == 'credited':
            credited += 1
            if (credited % 2 and invoice.type == 'out' and invoice.total_amount > 0
                    and invoice.currency == invoice.company.currency):
                # Credit with refund: Tryton cancels the invoice and keeps the posted credit note.
                Invoice.credit([invoice], refund=True, invoice_date=TODAY)
            else:
                # A posted credit note, set against the invoice by hand.
                note, = Invoice.credit([invoice], invoice_date=TODAY)
                Invoice.post([note])
                # In another currency the rate has moved since, and the difference is written off.
                Line.reconcile(open_lines(invoice) + open_lines(note), date=TODAY,
                    writeoff=get('account.move.reconcile.write_off')(write_off))


def make_entries(company, accounts, journals):
    """What a bookkeeper enters by hand."""
    Move = get('account.move')
    Period = get('account.period')

    def entry(date, description, journal, *lines, post=True):
        move = Move(company=company, date=date, period=Period.find(company, date=date), journal=journals[journal],
            description=description, lines=[
                dict(account=accounts[account], debit=Decimal(debit), credit=Decimal(credit), description=text)
                for account, debit, credit, text in lines])
        move.save()
        if post:
            Move.post([move])
        return move

    entry(day(0), 'Capital paid in', 'general',
        ('bank', '25000', '0', None), ('capital', '0', '25000', 'Opening capital'))
    for month in range(12):
        entry(day(month / 12 + .01), 'Rent of month %d' % (month + 1), 'general',
            ('rent', '850', '0', None), ('bank', '0', '850', None))
        entry(day(month / 12 + .02), 'Bank fees', 'cash', ('fees', '7.35', '0', None), ('bank', '0', '7.35', None))
    for quarter in range(4):
        entry(day(quarter / 4 + .1), 'To savings', 'cash',
            ('savings', '1500', '0', None), ('bank', '0', '1500', None))
    entry(day(.5), 'Saw bench on loan', 'general',
        ('equipment', '4200.50', '0', None), ('loan', '0', '4000', None), ('bank', '0', '200.50', 'Deposit'))
    wrong = entry(day(.6), 'Rent entered twice', 'general', ('rent', '850', '0', None), ('bank', '0', '850', None))
    undo = wrong.cancel()
    Move.post([undo])
    entry(day(.9), 'Accrual, to be checked', 'general',
        ('rent', '99.99', '0', None), ('loan', '0', '99.99', None), post=False)


def main():
    dice.seed(400)
    with books():
        currencies = {}
        for code, name, rate in [('GBP', 'Pound sterling', '1'), ('EUR', 'Euro', '1.1634'), ('USD', 'US dollar', '1.2741')]:
            currencies[code] = make('currency.currency', name=name, symbol=code, code=code, digits=2,
                rounding=Decimal('0.01'), rates=[('create', [
                            {'date': datetime.date(2000, 1, 1), 'rate': Decimal(rate)},
                            {'date': day(.5), 'rate': Decimal(rate) + Decimal('0.02') if code != 'GBP' else Decimal(1)},
                            ])])
        country = make('country.country', name='United Kingdom', code='GB')
        company = make_company('Saltmarsh Workshop Ltd', currencies['GBP'], '123456782')
        other = make_company('Dune Holdings BV', currencies['EUR'], None)
    with books(company):
        accounts = make_chart(company)
        make_years(company)
        taxes = make_taxes(company, accounts)
        products = make_products(accounts, taxes)
        customers = [party(*row, country=country) for row in CUSTOMERS]
        suppliers = [party(*row, country=country, identifiers=[('create', [{'type': None, 'code': 'REG-%s' % n}])])
            for n, row in enumerate(SUPPLIERS)]
        both = party(*BOTH, country=country)
        party('Prospect Nobody Billed', 'new@prospect.example', None, 'Bath', 'BA1 1AA')
        party('Closed Down Ltd', None, None, 'Hull', 'HU1 1AA', active=False)
        bank = make('bank', party=party('Harbour Bank', None, None, 'London', 'EC1 1AA'), bic=None)
        owner = get('company.company')(company).party.id
        make('bank.account', bank=bank, owners=[('add', [owner])], currency=currencies['GBP'],
            numbers=[('create', [{'type': 'iban', 'number': IBAN}, {'type': 'other', 'number': '40-12-34 55779911'}])])
        make('bank.account', bank=bank, owners=[('add', [owner])], currency=currencies['GBP'],
            numbers=[('create', [{'type': 'other', 'number': SAVINGS}])])
        make('bank.account', bank=bank, owners=[('add', [suppliers[0]])], currency=currencies['GBP'],
            numbers=[('create', [{'type': 'other', 'number': '20-99-88 10203040'}])])
        terms = {
            '30 days': make('account.invoice.payment_term', name='30 days', lines=[('create', [
                            {'type': 'remainder', 'relativedeltas': [('create', [{'days': 30}])]}])]),
            'halves': make('account.invoice.payment_term', name='Half now, half in 60 days', lines=[('create', [
                            {'type': 'percent', 'ratio': Decimal('.5'), 'divisor': Decimal('2'), 'sequence': 1},
                            {'type': 'remainder', 'sequence': 2, 'relativedeltas': [('create', [{'days': 60}])]}])]),
        }
        journals = {key: only('account.journal', ('type', '=', kind))
            for key, kind in [('revenue', 'revenue'), ('expense', 'expense'), ('cash', 'cash')]}
        journals['general'] = make('account.journal', name='General', code='GEN', type='general',
            sequence=get('account.journal')(journals['cash']).get_multivalue('sequence', company=company).id)
        methods = {key: make('account.invoice.payment.method', name=name, company=company, journal=journals['cash'],
                credit_account=accounts[key], debit_account=accounts[key])
            for key, name in [('bank', 'Bank transfer'), ('cash', 'Cash')]}
        write_off = make('account.move.reconcile.write_off', name='Exchange differences', company=company,
            journal=make('account.journal', name='Differences', code='DIFF', type='write-off',
                sequence=get('account.journal')(journals['cash']).get_multivalue('sequence', company=company).id),
            credit_account=accounts['fees'], debit_account=accounts['fees'])
    with books(company):
        invoices = make_invoices(company, currencies, accounts, products, taxes,
            customers + [both], suppliers + [both], terms, journals)
    with books(company):
        settle(invoices, methods, write_off)
    with books(company):
        make_entries(company, accounts, journals)
    with books(other):
        make_chart(other)
        make_years(other)
    with books(company):
        Invoice = get('account.invoice')
        found = {}
        for invoice in Invoice.search([]):
            key = '%s %s' % (invoice.type, invoice.state)
            found[key] = found.get(key, 0) + 1
        print(json.dumps({'invoices': sum(found.values()), 'states': found,
                    'moves': get('account.move').search([], count=True),
                    'lines': get('account.move.line').search([], count=True)}))


def make_iban():
    """An account number of no real bank, with the check digits that Tryton asks for."""
    from stdnum import iban
    for check in range(2, 99):
        number = 'GB%02dHRBR40123455779911' % check
        if iban.is_valid(number):
            return number
    raise ValueError('no check digits fit')


dice = random.Random()
IBAN = make_iban()
SAVINGS = '40-12-34 66880022'
Pool.start()
pool = Pool(DATABASE)
with Transaction().start(DATABASE, 0, readonly=True):
    pool.init()
main()
