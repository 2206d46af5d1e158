"""Write what files hold, and keep an uploaded file until it is applied."""
