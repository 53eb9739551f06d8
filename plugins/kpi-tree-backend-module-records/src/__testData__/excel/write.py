"""Writes the files of Excel beside it, with XlsxWriter 3 and openpyxl 3."""

from datetime import date, datetime, time, timedelta

import openpyxl
import xlsxwriter

HEADER = ['id', 'service', 'opened', 'day', 'cost', 'number', 'double', 'major',
          'note', 'took', 'clock', 'error', 'label', 'label']


def with_xlsxwriter(path, **options):
    book = xlsxwriter.Workbook(path, options)
    moment, day, took, clock = [
        book.add_format({'num_format': code})
        for code in ['dd/mm/yyyy hh:mm', 'yyyy-mm-dd', '[h]:mm', 'hh:mm:ss AM/PM']]
    book.add_worksheet('Cover').hide()
    sheet = book.add_worksheet('Incidents')
    other = book.add_worksheet('Old & "new"')
    sheet.activate()
    sheet.set_first_sheet()
    sheet.write_row(1, 0, HEADER)
    sheet.write_string(2, 0, '007')
    sheet.write_string(2, 1, 'payments')
    sheet.write_datetime(2, 2, datetime(2026, 4, 2, 8, 30, 15), moment)
    sheet.write_datetime(2, 3, date(2026, 4, 2), day)
    sheet.write_number(2, 4, 1.1)
    sheet.write_number(2, 5, 123456789012345)
    sheet.write_formula(2, 6, '=E3*2', None, 2.2)
    sheet.write_boolean(2, 7, True)
    sheet.write_string(2, 8, ' two\nlines <&> "ü" 😀 _x000D_ ')
    sheet.write_datetime(2, 9, timedelta(hours=36), took)
    sheet.write_datetime(2, 10, time(14, 5), clock)
    sheet.write_formula(2, 11, '=NA()', None, '#N/A')
    sheet.write_string(2, 12, 'urgent')
    # Row 4 is empty
    sheet.write_string(4, 0, '8')
    sheet.write_string(4, 1, 'checkout')
    sheet.write_datetime(4, 2, datetime(2026, 4, 4), moment)
    sheet.write_number(4, 4, 0.1 + 0.2)
    sheet.write_string(4, 12, 'db')
    sheet.write_string(4, 13, 'web')
    sheet.write_string(4, 20, 'beside the table')
    other.write_row(0, 0, ['service', 'opened'])
    other.write_string(1, 0, 'payments')
    other.write_string(1, 1, '2026-04-09')
    book.close()


def with_openpyxl(path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = 'Sheet'
    sheet.append(['service', 'opened', 'n'])
    sheet.append(['payments', datetime(2026, 4, 2, 8, 0), 5])
    sheet.append(['payments', datetime(2026, 4, 3), '=C2+1'])
    book.save(path)


with_xlsxwriter('incidents.xlsx')
with_xlsxwriter('inline.xlsx', constant_memory=True)
with_openpyxl('since-1904.xlsx')
