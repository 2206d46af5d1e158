"""What has been published: releases, agendas, and the difference to what would be."""
