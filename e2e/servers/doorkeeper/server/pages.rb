# frozen_string_literal: true

# What every page shares: the person's session. Doorkeeper's controllers inherit from it.
class ApplicationController < ActionController::Base
  layout 'application'
  protect_from_forgery with: :exception
  helper_method :current_person
  before_action { response.headers['Cache-Control'] = 'private, no-store' }

  private

  def current_person
    @current_person ||= Person.find_by(id: session[:person_id])
  end
end
