from indicators.admin import catalogue, displays, people, records

__all__ = ["catalogue", "displays", "people", "records"]
