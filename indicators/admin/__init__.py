from indicators.admin import catalogue, people, records

__all__ = ["catalogue", "people", "records"]
