"""The browser side: Flask application, views, forms, templates."""
