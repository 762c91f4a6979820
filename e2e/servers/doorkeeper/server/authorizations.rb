# frozen_string_literal: true

# Doorkeeper's consent page with the two things that Mastodon changes: force_login shows it again to somebody who
# agreed before, and the page remembers its own address so that one may switch accounts on it.
module Oauth
  class AuthorizationsController < Doorkeeper::AuthorizationsController
    before_action(only: :new) { session[:return_to] = request.fullpath }

    private

    def render_success
      if skip_authorization? || (matching_token? && !asked_again?)
        redirect_or_render authorize_response
      else
        render :new
      end
    end

    def asked_again?
      ActiveModel::Type::Boolean.new.cast(params[:force_login])
    end
  end
end
