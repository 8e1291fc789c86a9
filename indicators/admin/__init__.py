from indicators.admin import catalogue, displays, people, records, stock

__all__ = ["catalogue", "displays", "people", "records", "stock"]
